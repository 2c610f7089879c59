"""Consultations and visits in the passport of a library, for those who may read the log."""

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, Window
from django.db.models.functions import RowNumber

from common.russian import format_number, plural
from consultations.models import Consultation
from consultations.queries import kept, list_consultations
from consultations.rules import given_to_library
from libraries.models import Library
from libraries.passport import Audience, Content, Entry, Fact, SectionSource

LAST = 5


def read_consultations(library: Library, audience: Audience) -> Content | None:
    """Tell how many consultations the library was given without a visit, and the last five."""
    given = _last_of(library)[False]
    return _told(given, ("консультация", "консультации", "консультаций"), "Дано")


def read_visits(library: Library, audience: Audience) -> Content | None:
    """Tell how often the department came to the library, and the last five times."""
    visits = _last_of(library)[True]
    return _told(visits, ("выезд", "выезда", "выездов"), "Было")


def _last_of(library: Library) -> dict[bool, list[Consultation]]:
    """Return the last ones, each with the number of all, by whether they were visits.

    Both sections of a page are read in one query, kept with the library they tell of.
    """
    known = vars(library)
    if "_last_consultations" not in known:
        given = kept(given_to_library(Consultation.objects.all(), library))
        kinds = {"partition_by": [F("is_visit")]}
        latest = [F("date").desc(), F("pk").desc()]
        counted = given.annotate(
            is_visit=ExpressionWrapper(
                Q(form=Consultation.Form.VISIT), output_field=BooleanField()
            ),
        ).annotate(
            number=Window(Count("pk"), **kinds),
            place=Window(RowNumber(), order_by=latest, **kinds),
        )
        last = list(list_consultations(counted.filter(place__lte=LAST)))
        known["_last_consultations"] = {
            kind: [one for one in last if one.is_visit == kind] for kind in (False, True)
        }
    return known["_last_consultations"]


def _told(last: list[Consultation], words: tuple[str, str, str], label: str) -> Content | None:
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
