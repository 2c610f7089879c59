"""Marks of fulfilment that wait for a person: the home pages show them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from common.roles import is_head
from common.waiting import Kind
from events.calendar import MONTHS
from events.fulfilment.dues import dues_in
from events.fulfilment.lines import awaited_in
from events.fulfilment.parts import YearPart, part_before
from events.fulfilment.rules import can_see_marks
from events.models import ItemMark, ItemPeriod, ItemResponsible, Plan, PlanItem
from events.rules import plans_visible_to

_PERIOD = ("role", "start", "end", "stretches_apart", "recurrence", "times")


def waiting_of(user: Any, today: dt.date | None = None) -> list[Kind]:
    """Return the rows that nobody has marked by the end of the last month: hers, for the head all.

    In January they are those of the year that is over.
    """
    if not can_see_marks(user):
        return []
    part = last_month(today or timezone.localdate())
    plans = plans_visible_to(user).filter(state=Plan.State.APPROVED, year=part.year)
    rows = dict(_unmarked(PlanItem.objects.filter(plan__in=plans, removed_at=None), part))
    if rows and not is_head(user):
        rows = _hers(rows, user)
    if not rows:
        return []
    month = MONTHS[part.last - 1].lower()
    page = reverse("events:marks-month", args=[next(iter(rows.values())), part.last])
    return [
        Kind(
            f"Отметьте выполнение плана: по {month} {part.year} года",
            PlanItem.objects.filter(pk__in=list(rows)),
            "events:item-marks",
            ["position", "pk"],
            about="plan__title",
            all_of_them=page,
        )
    ]


def last_month(today: dt.date) -> YearPart:
    """Return the last month that is over."""
    year = today.year if today.month > 1 else today.year - 1
    return part_before(today, year)


def _unmarked(items: Any, part: YearPart) -> Iterator[tuple[int, int]]:
    """Yield the keys of rows, and of their plans, whose mark was awaited by the end of `part`.

    Two queries that bring no more than is asked of, for a home page counts thousands of rows.
    """
    periods: dict[tuple[int, int], list[ItemPeriod]] = {}
    names = [f"periods__{name}" for name in _PERIOD]
    ordered = items.order_by("plan_id", "position", "pk", "periods__position")
    for item, plan, *values in ordered.values_list("pk", "plan_id", *names):
        known = periods.setdefault((item, plan), [])
        if values[0]:
            known.append(ItemPeriod(**dict(zip(_PERIOD, values, strict=True))))
    marks: dict[int, dict[int, ItemMark]] = {}
    told = ItemMark.objects.filter(item__in=items).only("item_id", "month", "state", "moved_to")
    for mark in told if periods else ():
        marks.setdefault(mark.item_id, {})[mark.month] = mark
    for (item, plan), known in periods.items():
        own = marks.get(item, {})
        dues = ((due, own.get(due.month)) for due in dues_in(known, part.year, own))
        if any(_awaits(mark) and awaited_in(due, mark, part.year) <= part.last
               for due, mark in dues):  # fmt: skip
            yield item, plan


def _awaits(mark: ItemMark | None) -> bool:
    return mark is None or mark.state == ItemMark.State.MOVED


def _hers(rows: dict[int, int], user: Any) -> dict[int, int]:
    """Keep the rows of the person and those of nobody of the portal in particular."""
    known = ItemResponsible.objects.filter(item__in=list(rows)).exclude(user=None)
    others: dict[int, set[int]] = {}
    for item, person in known.values_list("item_id", "user_id"):
        others.setdefault(item, set()).add(person)
    return {item: plan for item, plan in rows.items() if user.pk in others.get(item, {user.pk})}
