"""What the tests of model libraries act upon."""

import datetime as dt

from django.utils import timezone

from libraries import actions
from libraries.models import CRITERIA, Competition, Library, ModelApplication, ModelMonitoring
from tests.factories import LibraryFactory

PROGRAMME = "национальный проект «Культура»"
FILLED = {
    "situation": "Здание 1965 года.",
    "concept": "Место встречи для всего села.",
    "results": "Посещений вдвое больше.",
    "requested_federal": 5_000_000,
    "requested_municipal": "250000.50",
}


def make_competition(**fields) -> Competition:
    today = timezone.localdate()
    values = {
        "programme": PROGRAMME,
        "year": today.year,
        "level": Competition.Level.FEDERAL,
        "opens_on": today - dt.timedelta(days=10),
        "closes_on": today + dt.timedelta(days=10),
    }
    return Competition.objects.create(**values | fields)


def make_application(library: Library, state: str = "draft", **fields) -> ModelApplication:
    competition = fields.pop("competition", None) or make_competition(
        programme=f"программа {Competition.objects.count()}"
    )
    return ModelApplication.objects.create(
        competition=competition,
        library=library,
        organisation=library.organisation,
        state=state,
        **FILLED | fields,
    )


def make_model_library(**fields) -> Library:
    return LibraryFactory(model_year=2020, model_programme=PROGRAMME, **fields)


def all_yes() -> dict[str, tuple[str, str]]:
    return dict.fromkeys(CRITERIA, ("yes", ""))


def make_monitoring(library: Library, by, **fields) -> ModelMonitoring:
    values = {"visited_on": timezone.localdate(), "visitors": "Лаврова О. Н., методист"}
    return actions.record_monitoring(library, values | fields, all_yes(), by)
