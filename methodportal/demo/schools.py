"""School and college libraries of the demo region, and two examinations of them.

They are beside the 419 public libraries: 6-НК is not theirs.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import yaml
from django.contrib.auth.hashers import make_password

from accounts.models import User
from common.roles import Role
from libraries.actions import issue_criteria
from libraries.models import (
    CriteriaSet,
    Examination,
    Expert,
    ExpertPoint,
    Library,
    Organisation,
    Outline,
)
from libraries.queries import active_outline, scores_of
from methodportal.demo import words
from methodportal.demo.model_papers import add_charter
from methodportal.demo.model_stories import TEXTS, moment
from methodportal.demo.people import DEMO_PASSWORD, INVITED_AT, MAIL_DOMAIN
from methodportal.demo.registry import PRESENT_YEAR, Registry

STATUS = "школьный информационно-библиотечный центр"
MINIMUM = 70


def make_schools(registry: Registry) -> None:
    """Create three school and college libraries and the criteria; examine two of them."""
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    password = make_password(DEMO_PASSWORD)
    libraries = [
        _make_school(registry, number, told, password)
        for number, told in enumerate(texts["schools"], start=1)
    ]
    head = User.objects.filter(role=Role.HEAD).first()
    criteria = issue_criteria(
        status=STATUS, minimum=MINIMUM, years=5, text=texts["criteria"], by=head
    )
    _make_decided(libraries[2], criteria, texts)
    _make_going(libraries[1], criteria, texts)


def _make_school(
    registry: Registry, number: int, told: Mapping[str, Any], password: str
) -> Library:
    territory = registry.municipalities[told["place"]]
    centre, settlement = registry.centres[territory.pk]
    organisation = Organisation.objects.create(
        code=f"s{number}",
        name=told["name"],
        kind=Organisation.Kind.SCHOOL,
        territory=territory,
        address=f"{centre}, ул. Школьная, {number}",
        phone=f"+7 (4900) 66-02-0{number}",
        email=f"school{number}@{MAIL_DOMAIN}",
    )
    User.objects.create(
        email=f"shkola{number}@{MAIL_DOMAIN}",
        role=Role.LIBRARIAN,
        organisation=organisation,
        post="Педагог-библиотекарь",
        last_name=words.LAST_NAMES[number * 31 % len(words.LAST_NAMES)],
        first_name=words.FIRST_NAMES[number * 7 % len(words.FIRST_NAMES)],
        patronymic=words.PATRONYMICS[number * 5 % len(words.PATRONYMICS)],
        password=password,
        invited_at=INVITED_AT,
        last_login=INVITED_AT + dt.timedelta(days=number),
    )
    return Library.objects.create(
        code=f"s{number}-001",
        name=told["library"],
        organisation=organisation,
        territory=territory,
        kind=told["kind"],
        settlement=settlement,
        locality=centre,
        address=f"ул. Школьная, {number}",
        phone=organisation.phone,
    )


def _make_decided(library: Library, criteria: CriteriaSet, texts: Mapping[str, Any]) -> None:
    """The status was assigned almost five years ago: its renewal comes near."""
    day = dt.date(PRESENT_YEAR - 4, 3, 18)
    found = _new(library, criteria, texts, Examination.State.EXPERTS, day - dt.timedelta(days=60))
    for name, place, lost in (
        ("Орлова Вера Павловна", "Институт развития образования", 2),
        ("Мельник Игорь Андреевич", "Областная детская библиотека", 1),
    ):
        expert = Expert.objects.create(
            examination=found, name=name, place=place, sent_at=moment(day - dt.timedelta(days=20))
        )
        _give_points(expert, lost)
    found.state = Examination.State.ASSIGNED
    found.total = scores_of(found).total
    found.advice, found.conclusion = Examination.Advice.YES, texts["conclusion"]
    found.concluded_on = day - dt.timedelta(days=14)
    found.commission_on = found.decided_on = day
    found.protocol, found.chair = "2", "Е. А. Полякова"
    found.members = "О. Н. Лаврова\nТ. С. Зимина"
    found.valid_until = dt.date(PRESENT_YEAR + 1, 3, 18)
    found.save()


def _make_going(library: Library, criteria: CriteriaSet, texts: Mapping[str, Any]) -> None:
    """Two experts: one has sent the sheet, the other, a librarian of a district, has not."""
    day = dt.date(PRESENT_YEAR, 10, 26)
    found = _new(library, criteria, texts, Examination.State.EXPERTS, day)
    done = Expert.objects.create(
        examination=found,
        name="Орлова Вера Павловна",
        place="Институт развития образования",
        sent_at=moment(day + dt.timedelta(days=15)),
    )
    _give_points(done, 3)
    colleague = User.objects.get(email=f"bibliotekar@{MAIL_DOMAIN}")
    Expert.objects.create(
        examination=found,
        user=colleague,
        name=colleague.full_name,
        post=colleague.post,
        place=str(colleague.organisation),
    )


def _new(
    library: Library, criteria: CriteriaSet, texts: Mapping[str, Any], state: str, day: dt.date
) -> Examination:
    outline = active_outline(Outline.Purpose.EXAMINATION, criteria.status)
    told = zip(outline.items.all(), ("about", "activity", "grounds"), strict=True)
    made = Examination.objects.create(
        library=library,
        organisation=library.organisation,
        criteria=criteria,
        outline=outline,
        state=state,
        submitted_at=moment(day),
        texts={str(item.pk): texts[name] for item, name in told},
    )
    add_charter(made, moment(day - dt.timedelta(days=1)))
    return made


def _give_points(expert: Expert, lost: int) -> None:
    """Give all points but `lost` in every second criterion."""
    ExpertPoint.objects.bulk_create(
        ExpertPoint(
            expert=expert,
            criterion=each,
            points=each.points - (lost if each.position % 2 else 0),
        )
        for each in expert.examination.criteria.criteria.all()
    )
