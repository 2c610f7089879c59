"""What the plans say for the present month, for the home pages."""

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from events.calendar import months_of
from events.models import ItemPeriod, Plan, PlanItem
from events.periods.stretches import Stretch, is_all_year
from events.rules import plans_visible_to


def items_of_month(user: Any, day: dt.date, most: int) -> list[PlanItem]:
    """Return the first `most` rows of plans that take place in the month of `day`, earliest first.

    What goes on all the year round is left out: it is no news in any month. Each row has
    `begins` and `wording`, the day and the words of its first stretch that touches the month.
    """
    month = Stretch(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    told = [
        (next(one.first for one in period.stretches if one.overlaps(month)), period)
        for period in _periods_about(user, month)
        if day.month in months_of(period, day.year) and not is_all_year(months_of(period, day.year))
    ]
    first: dict[int, tuple[dt.date, ItemPeriod]] = {}
    for begins, period in sorted(told, key=lambda each: each[0]):
        first.setdefault(period.item_id, (begins, period))
    return _rows_of(list(first.values())[:most])


def _periods_about(user: Any, month: Stretch) -> QuerySet[ItemPeriod]:
    """Return the periods that may touch the month, but for those that go on all the year round."""
    year = month.first.year
    all_year = Q(start__lte=dt.date(year, 1, 31), end__gte=dt.date(year, 12, 1), stretches_apart=[])
    return ItemPeriod.objects.filter(
        ~all_year,
        role=ItemPeriod.Role.MAIN,
        start__lte=month.last,
        end__gte=month.first,
        item__in=PlanItem.objects.filter(
            plan__in=plans_visible_to(user), plan__year=year, removed_at=None
        ),
    ).order_by("item__position", "item", "position", "pk")


def _rows_of(told: Sequence[tuple[dt.date, ItemPeriod]]) -> list[PlanItem]:
    rows = PlanItem.objects.select_related("plan").prefetch_related("responsibles")
    found = rows.in_bulk([period.item_id for _, period in told])
    for begins, period in told:
        row = found[period.item_id]
        row.begins, row.wording = begins, period.wording
    return [found[period.item_id] for _, period in told]


def plans_of_years(user: Any, *years: int) -> QuerySet[Plan]:
    """Return the plans of these years that the person sees, the latest first."""
    return (
        plans_visible_to(user)
        .filter(year__in=years)
        .select_related("organisation")
        .order_by("-year", "kind", "title")
    )
