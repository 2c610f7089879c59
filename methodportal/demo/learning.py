"""What the demo specialists have learnt, are planned to learn, and whether they have consented."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from accounts.models import User
from common.roles import Role
from libraries.models import Organisation
from methodportal.demo.registry import PRESENT_YEAR, Registry
from methodportal.demo.specialists import LibraryStaff
from staff.models import (
    Consent,
    ConsentText,
    Course,
    DocumentKind,
    Employee,
    PlannedTraining,
    Registration,
    Training,
)

TEXTS = Path(__file__).with_name("learning.yaml")
ORGANISER = "Синегорская областная научная библиотека"
# Of a hundred people: who learnt lately, who long ago; the rest have no record at all.
LEARNT_LATELY, LEARNT_LONG_AGO = 62, 24
WITHOUT_CONSENT = 0.04
PLANNED_SHARE = 0.5


@dataclass(frozen=True)
class Cast:
    """Who acts in the demo: the people of each organisation and those who record."""

    people: Mapping[int, list[Employee]]
    librarians: Mapping[int, User]
    head: User


def make_learning(
    registry: Registry, specialists: Mapping[int, LibraryStaff], chance: random.Random
) -> None:
    """Create courses of this year and last, records of learning, plans and consents."""
    told = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    cast = _cast(registry, specialists)
    everybody = [employee for people in cast.people.values() for employee in people]
    courses = [_course(words) for words in told["courses"]]
    Course.objects.bulk_create(courses)
    for course in courses:
        _fill(course, cast, chance)
    Training.objects.bulk_create(_earlier(everybody, told["earlier"], chance))
    _make_plans(registry.organisations, cast, told["planned"], chance)
    _make_consents(cast, told["consent"], chance)


def _cast(registry: Registry, specialists: Mapping[int, LibraryStaff]) -> Cast:
    people: dict[int, list[Employee]] = {each.pk: [] for each in registry.organisations}
    for library in registry.libraries:
        people[library.organisation_id] += [
            one.employee for one in specialists[library.pk].specialists
        ]
    librarians = User.objects.filter(role=Role.LIBRARIAN)
    return Cast(
        people,
        {each.organisation_id: each for each in librarians},
        User.objects.filter(role=Role.HEAD).order_by("pk")[0],
    )


def _course(words: Mapping[str, Any]) -> Course:
    starts = dt.date(PRESENT_YEAR - words["ago"], *words["day"])
    return Course(
        name=words["name"],
        kind=words["kind"],
        organiser=words.get("organiser", ORGANISER),
        place=words.get("place", ""),
        is_online=words.get("online", False),
        starts_on=starts,
        ends_on=starts + dt.timedelta(days=words["days"] - 1),
        hours=words["hours"],
        capacity=words.get("capacity"),
        document_kind=words["document"],
        audience=words["audience"],
        about=words["about"],
        registration_until=starts - dt.timedelta(days=7),
        state=words["state"],
    )


def _fill(course: Course, cast: Cast, chance: random.Random) -> None:
    """Register people of many organisations; those of a past course have their documents."""
    if course.state not in (Course.State.OPEN, Course.State.HELD):
        return
    everybody = [(pk, each) for pk, people in cast.people.items() for each in people]
    number = min(course.capacity + 3 if course.capacity else 40, len(everybody))
    rows = [
        _registration(course, place, *chosen, cast)
        for place, chosen in enumerate(chance.sample(everybody, number))
    ]
    Registration.objects.bulk_create(rows)
    came = [row.employee for row in rows if row.state == Registration.State.ATTENDED]
    Training.objects.bulk_create(
        _attended(course, employee, place) for place, employee in enumerate(came, start=1)
    )


def _registration(
    course: Course, place: int, organisation: int, employee: Employee, cast: Cast
) -> Registration:
    states = Registration.State
    state = states.REGISTERED
    if course.capacity and place >= course.capacity:
        state = states.WAITING
    elif course.state == Course.State.HELD:
        state = states.ABSENT if place % 12 == 11 else states.ATTENDED
    queued = timezone.make_aware(dt.datetime.combine(course.starts_on, dt.time(9)))
    return Registration(
        course=course,
        employee=employee,
        state=state,
        queued_at=queued - dt.timedelta(days=30, minutes=-place),
        registered_by=cast.librarians[organisation],
    )


def _attended(course: Course, employee: Employee, place: int) -> Training:
    has_number = course.document_kind != DocumentKind.NONE
    return Training(
        employee=employee,
        course=course,
        title=course.name,
        kind=course.kind,
        organiser=course.organiser,
        starts_on=course.starts_on,
        ends_on=course.ends_on,
        hours=course.hours,
        document_kind=course.document_kind,
        document_number=f"{course.ends_on:%y}-{course.pk:02d}/{place:03d}" if has_number else "",
        document_on=course.ends_on if has_number else None,
        source=Training.Source.REGISTRATION,
        source_key=f"course:{course.pk}",
    )


def _earlier(
    people: list[Employee], told: list[Mapping[str, Any]], chance: random.Random
) -> Iterator[Training]:
    """Yield what people learnt before the portal: lately, long ago, or nothing."""
    for employee in people:
        luck = chance.randrange(100)
        if luck >= LEARNT_LATELY + LEARNT_LONG_AGO:
            continue
        ago = chance.randint(1, 4) if luck < LEARNT_LATELY else chance.randint(6, 11)
        since = employee.in_libraries_since
        if since is None or since.year > PRESENT_YEAR - ago:
            continue
        words = chance.choice(told)
        ends = dt.date(PRESENT_YEAR - ago, chance.randint(2, 11), chance.randint(1, 28))
        yield Training(
            employee=employee,
            title=words["title"],
            kind=words["kind"],
            organiser=words["organiser"],
            ends_on=ends,
            hours=words["hours"],
            document_kind=words["document"],
            document_number=f"{ends:%Y}-{chance.randint(100, 9999)}",
            source=Training.Source.IMPORT,
        )


def _make_plans(
    organisations: list[Organisation],
    cast: Cast,
    told: list[Mapping[str, Any]],
    chance: random.Random,
) -> None:
    """Plan this year's learning of every organisation; rows of those who learnt are done."""
    rows = []
    for organisation in organisations:
        people = cast.people[organisation.pk]
        for words in chance.sample(told, min(len(told), 1 + len(people) // 8)):
            named = chance.random() < PLANNED_SHARE and people
            rows.append(
                PlannedTraining(
                    year=PRESENT_YEAR,
                    organisation=organisation,
                    employee=chance.choice(people) if named else None,
                    people=1 if named else chance.randint(1, 4),
                    kind=words["kind"],
                    theme=words["theme"],
                    quarter=chance.choice((1, 2, 3, 4)),
                )
            )
    PlannedTraining.objects.bulk_create(rows)
    _mark_done(rows, cast)


def _mark_done(rows: list[PlannedTraining], cast: Cast) -> None:
    learnt = Training.objects.filter(ends_on__year=PRESENT_YEAR, planned__isnull=True)
    free = {each.employee_id: each for each in learnt.order_by("pk")}
    for row in rows:
        people = [row.employee] if row.employee else cast.people[row.organisation_id]
        done = [free.pop(each.pk) for each in people if each.pk in free][: row.people]
        for training in done:
            training.planned = row
            training.save(update_fields=["planned"])


def _make_consents(cast: Cast, words: str, chance: random.Random) -> None:
    """Nearly all have consented; a few have not, two have withdrawn."""
    text = ConsentText.objects.create(
        number=1, text=words, published_on=dt.date(PRESENT_YEAR, 1, 12), published_by=cast.head
    )
    rows = [
        Consent(
            employee=employee,
            text=text,
            given_on=dt.date(PRESENT_YEAR, 1, 12) + dt.timedelta(days=chance.randrange(60)),
            recorded_by=cast.librarians[pk],
        )
        for pk, own in cast.people.items()
        for employee in own
        if chance.random() >= WITHOUT_CONSENT
    ]
    for row in chance.sample(rows, 2):
        row.withdrawn_on, row.withdrawal_note = dt.date(PRESENT_YEAR, 9, 14), "заявление"
    Consent.objects.bulk_create(rows)
