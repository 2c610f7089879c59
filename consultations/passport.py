"""Consultations and visits in the passport of a library, for those who may read the log."""

from django.db.models import Count, QuerySet, Window

from common.russian import format_number, plural
from consultations.models import Consultation
from consultations.queries import kept, list_consultations
from consultations.rules import given_to_library
from libraries.models import Library
from libraries.passport import Audience, Content, Entry, Fact, SectionSource

LAST = 5


def read_consultations(library: Library, audience: Audience) -> Content | None:
    """Tell how many consultations the library was given without a visit, and the last five."""
    given = _of(library).exclude(form=Consultation.Form.VISIT)
    return _told(given, ("консультация", "консультации", "консультаций"), "Дано")


def read_visits(library: Library, audience: Audience) -> Content | None:
    """Tell how often the department came to the library, and the last five times."""
    visits = _of(library).filter(form=Consultation.Form.VISIT)
    return _told(visits, ("выезд", "выезда", "выездов"), "Было")


def _of(library: Library) -> QuerySet[Consultation]:
    return list_consultations(kept(given_to_library(Consultation.objects.all(), library)))


def _told(given: QuerySet[Consultation], words: tuple[str, str, str], label: str) -> Content | None:
    """Read the last ones and the number of all in one query."""
    last = list(given.annotate(number=Window(Count("pk")))[:LAST])
    if not last:
        return None
    number = last[0].number
    entries = tuple(
        Entry(str(one.topic), one.get_absolute_url(), one.date, _note(one)) for one in last
    )
    fact = Fact(label, f"{format_number(number)} {plural(number, *words)}")
    notes = (f"Показаны последние {LAST}.",) if number > LAST else ()
    return Content(facts=(fact,), entries=entries, notes=notes)


def _note(consultation: Consultation) -> str:
    return f"{consultation.get_form_display()}; {consultation.methodist}"


SOURCES = (
    SectionSource("consultations", "Консультации", 70, read_consultations, Audience.INSIDE),
    SectionSource("visits", "Выезды", 75, read_visits, Audience.INSIDE),
)
