"""The department's own work in the demo region: its log of consultations, its publications."""

import datetime as dt
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from accounts.models import User
from common.roles import Role
from consultations.askers import label_of
from consultations.models import Attendee, Consultation, Topic
from libraries.models import Library
from methodportal.demo.publications import make_publications
from methodportal.demo.registry import PRESENT_YEAR, Registry

TEXTS = Path(__file__).with_name("department.yaml")
SINGLE_CONSULTATIONS = 860
GROUP_CONSULTATIONS = 40
# The last libraries of the registry's order never ask, so that there is somebody to call.
ASKING = 0.85
FIRST_DAY, LAST_DAY = dt.date(PRESENT_YEAR - 1, 1, 12), dt.date(PRESENT_YEAR, 11, 20)
MINUTES = (5, 10, 15, 20, 30, 45, 60)
Form = Consultation.Form
FORMS = {Form.INDIVIDUAL: 20, Form.TELEPHONE: 40, Form.WRITTEN: 20, Form.ONLINE: 14, Form.VISIT: 6}
# A written answer is not measured in minutes.
MEASURED = set(FORMS) - {Form.WRITTEN}


def make_department_work(registry: Registry, chance: random.Random) -> None:
    """Create 900 consultations of this year and last and 12 publications."""
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    _make_consultations(texts, registry, chance)
    make_publications(registry, chance)


def _make_consultations(
    texts: Mapping[str, Any], registry: Registry, chance: random.Random
) -> None:
    topics = {text["name"]: Topic.objects.create(name=text["name"]) for text in texts["topics"]}
    cases = [(topics[text["name"]], *case) for text in texts["topics"] for case in text["cases"]]
    methodists = list(
        User.objects.filter(role__in=(Role.METHODIST, Role.HEAD)).order_by("role", "pk")
    )
    asking = list(registry.libraries)[: int(len(registry.libraries) * ASKING)]
    singles = [
        _single(chance.choice(asking), cases[number % len(cases)], chance)
        for number in range(SINGLE_CONSULTATIONS)
    ]
    told = texts["groups"]
    groups = [
        _group(topics[name], *rest, registry, chance)
        for name, *rest in (told[number % len(told)] for number in range(GROUP_CONSULTATIONS))
    ]
    for number, row in enumerate(sorted(singles + groups, key=lambda each: each.date)):
        # The head consults too, but less often than her methodists.
        row.methodist = methodists[0 if number % 12 == 0 else number % len(methodists)]
        if row.form != Form.GROUP:
            row.person = chance.choice(texts["people"])
    guests = {id(row): chance.sample(asking, chance.randrange(3, 9)) for row in groups}
    for row in groups:
        row.also = "\n".join(label_of(library) for library in guests[id(row)])
    Consultation.objects.bulk_create(sorted(singles + groups, key=lambda each: each.date))
    Attendee.objects.bulk_create(
        Attendee(consultation=row, library=library, organisation=library.organisation)
        for row in groups
        for library in guests[id(row)]
    )


def _single(library: Library, case: tuple[Topic, str, str], chance: random.Random) -> Consultation:
    topic, question, answer = case
    form = chance.choices(list(FORMS), weights=list(FORMS.values()))[0]
    return Consultation(
        date=_workday(chance),
        library=library,
        organisation=library.organisation,
        form=form,
        topic=topic,
        question=question,
        answer=answer,
        minutes=chance.choice(MINUTES) if form in MEASURED else None,
    )


def _group(
    topic: Topic,
    question: str,
    answer: str,
    participants: int,
    registry: Registry,
    chance: random.Random,
) -> Consultation:
    """A consultation for the people of one organisation, counted once."""
    return Consultation(
        date=_workday(chance),
        organisation=chance.choice(registry.organisations),
        form=Form.GROUP,
        topic=topic,
        question=question,
        answer=answer,
        minutes=90,
        participants=participants,
    )


def _workday(chance: random.Random) -> dt.date:
    day = FIRST_DAY + dt.timedelta(days=chance.randrange((LAST_DAY - FIRST_DAY).days))
    return day - dt.timedelta(days=max(0, day.weekday() - 4))
