"""Rows of a plan beside the events and visits that were made of them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from events.calendar import ALL_YEAR, month_of
from events.gatherings.proposals import training_kind_of, words_of_form
from events.models import Event, Plan, PlanItem, Visit
from events.queries import rows_of

# Forms of rows that are held for people though nobody learns at them.
_FORMS = ("совещани", "круглый стол", "акци", "конкурс", "праздник", "выставк", "совет", "встреч")


@dataclass(frozen=True)
class PlannedRow:
    """A row with what was made of it."""

    item: PlanItem
    events: tuple[Event, ...]
    visits: tuple[Visit, ...]


def present_plan(plans: QuerySet[Plan], today: datetime.date) -> Plan | None:
    """Return the department's plan of this year, or the newest there is."""
    newest = plans.order_by("-year", "kind", "pk")
    own = newest.filter(year=today.year, kind=Plan.Kind.DEPARTMENT)
    return own.first() or newest.first()


def planned_rows(plan: Plan, *, every: bool) -> list[PlannedRow]:
    """Return the rows of `plan` that promise an event or a visit; with `every`, all rows."""
    events = _by_item(Event.objects.filter(plan_item__plan=plan).order_by("starts_on", "pk"))
    visits = _by_item(
        Visit.objects.filter(plan_item__plan=plan).select_related("library").order_by("starts_on")
    )
    return [
        PlannedRow(row, tuple(events.get(row.pk, ())), tuple(visits.get(row.pk, ())))
        for row in rows_of(plan)
        if every or row.pk in events or row.pk in visits or _promises(row, plan.year)
    ]


def _by_item(rows: Iterable[Event | Visit]) -> dict[int, list]:
    found: dict[int, list] = {}
    for row in rows:
        if row.plan_item_id is not None:
            found.setdefault(row.plan_item_id, []).append(row)
    return found


def _promises(row: PlanItem, year: int) -> bool:
    """Whether the row speaks of something that people come to, on days of its own."""
    words = words_of_form(row)
    named = training_kind_of(row) or "выезд" in words or any(form in words for form in _FORMS)
    return bool(named) and month_of(row, year) != ALL_YEAR
