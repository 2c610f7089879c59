"""Visits in the passport of a library, for those inside: what was advised and what came of it."""

from common.russian import format_number, plural
from events.models import Visit
from events.visits.queries import list_visits
from libraries.models import Library
from libraries.passport import Audience, Content, Entry, Fact, SectionSource

LAST = 5


def read_visits(library: Library, audience: Audience) -> Content | None:
    """Tell the last visits, and how much of their advice is not done yet; one query."""
    made = list_visits(library.visits.exclude(state=Visit.State.CANCELLED))
    visits = list(made)
    if not visits:
        return None
    entries = tuple(
        Entry(visit.purpose, visit.get_absolute_url(), visit.starts_on, _note(visit))
        for visit in visits[:LAST]
    )
    open_advice = sum(visit.open_advice for visit in visits)
    facts = (Fact("Рекомендаций в работе", format_number(open_advice)),) if open_advice else ()
    notes = (f"Показаны последние {LAST}.",) if len(visits) > LAST else ()
    return Content(facts=facts, entries=entries, notes=notes)


def _note(visit: Visit) -> str:
    who = ", ".join(visit.all_visitors)
    if visit.state == Visit.State.PLANNED:
        return f"{who}; ещё не состоялся"
    if not visit.open_advice:
        return who
    words = plural(visit.open_advice, "рекомендация", "рекомендации", "рекомендаций")
    return f"{who}; {format_number(visit.open_advice)} {words} в работе"


SOURCE = SectionSource(
    "visits-advice", "Выезды отдела и рекомендации", 76, read_visits, Audience.INSIDE
)
