"""What the tests of model libraries act upon."""

import datetime as dt

from django.utils import timezone

from libraries import actions
from libraries.models import Competition, Library, ModelApplication, ModelMonitoring, Outline
from libraries.queries import active_outline
from tests.factories import LibraryFactory

PROGRAMME = "национальный проект «Культура»"
TEXTS = {
    "Библиотека сегодня": "Здание 1965 года.",
    "Концепция модернизации": "Место встречи для всего села.",
    "Ожидаемые результаты": "Посещений вдвое больше.",
}


def headings() -> Outline:
    return active_outline(Outline.Purpose.APPLICATION)


def criteria() -> Outline:
    return active_outline(Outline.Purpose.MONITORING)


def filled(outline: Outline | None = None) -> dict:
    """Return all that an application must tell, under the headings of `outline`."""
    items = (outline or headings()).items.all()
    return {
        "texts": {str(each.pk): TEXTS.get(each.title, "") for each in items},
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
        "outline": fields.pop("outline", None) or headings(),
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
        **filled(competition.outline) | fields,
    )


def make_model_library(**fields) -> Library:
    return LibraryFactory(model_year=2020, model_programme=PROGRAMME, **fields)


def all_yes() -> dict[int, tuple[str, str]]:
    return {each.pk: ("yes", "") for each in criteria().items.all()}


def make_monitoring(library: Library, by, **fields) -> ModelMonitoring:
    values = {"visited_on": timezone.localdate(), "visitors": "Лаврова О. Н., методист"}
    return actions.record_monitoring(library, criteria(), values | fields, all_yes(), by)
