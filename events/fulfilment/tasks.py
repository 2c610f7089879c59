"""Marks of fulfilment that wait for a person: the home pages show them."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone

from common.roles import is_head
from common.waiting import Kind
from events.calendar import MONTHS
from events.fulfilment.lines import lines_of_rows
from events.fulfilment.month import is_hers
from events.fulfilment.parts import YearPart, part_before
from events.fulfilment.rules import can_see_marks
from events.models import Plan, PlanItem
from events.rules import plans_visible_to


def waiting_of(user: Any, today: dt.date | None = None) -> list[Kind]:
    """Return the rows that nobody has marked by the end of the last month: hers, for the head all.

    In January they are those of the year that is over.
    """
    if not can_see_marks(user):
        return []
    today = today or timezone.localdate()
    part = last_month(today)
    rows = _unmarked(user, part)
    if not rows:
        return []
    plan = rows[0].plan
    month = MONTHS[part.last - 1].lower()
    waiting = PlanItem.objects.filter(pk__in=[row.pk for row in rows])
    return [
        Kind(
            f"Отметьте выполнение плана: по {month} {part.year} года",
            waiting,
            "events:item-marks",
            ["position", "pk"],
            about="plan__title",
            all_of_them=reverse("events:marks-month", args=[plan.pk, part.last]),
        )
    ]


def last_month(today: dt.date) -> YearPart:
    """Return the last month that is over."""
    year = today.year if today.month > 1 else today.year - 1
    return part_before(today, year)


def _unmarked(user: Any, part: YearPart) -> list[PlanItem]:
    """Return the rows of approved plans whose mark was awaited by the end of `part`."""
    plans = plans_visible_to(user).filter(state=Plan.State.APPROVED, year=part.year)
    items = PlanItem.objects.filter(plan__in=plans, removed_at=None).select_related("plan")
    rows = items.prefetch_related("periods", "marks", "responsibles").order_by("plan", "position")
    awaited = {
        line.item.pk: line.item
        for line in lines_of_rows(rows)
        if line.awaits and line.awaited_in <= part.last
    }
    return [row for row in awaited.values() if is_head(user) or is_hers(row, user)]
