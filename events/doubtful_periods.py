"""Times of a plan that a person should look at: not understood, or understood oddly."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

from events.item_fields import text_of
from events.models import ItemPeriod, Plan, PlanItem
from events.periods import read_period
from events.queries import rows_of


@dataclass(frozen=True)
class DoubtfulItem:
    """A row of the plan with the text of its times, and why each odd one is odd."""

    item: PlanItem
    text: str
    reasons: list[str]
    is_understood: bool


def count_unread(plan: Plan) -> int:
    """Return how many rows of the plan have a time that stayed text."""
    unread = ItemPeriod.objects.filter(item__plan=plan, item__removed_at=None, is_understood=False)
    return unread.values("item").distinct().count()


def doubtful_items(plan: Plan) -> list[DoubtfulItem]:
    """Return the rows whose times are not understood, then those that run out of the year."""
    out_of_year = Q(periods__start__year__lt=plan.year) | Q(periods__end__year__gt=plan.year)
    asked = plan.items.filter(
        Q(periods__is_understood=False) | out_of_year, removed_at=None
    ).values_list("pk", flat=True)
    keys = set(asked)
    if not keys:
        return []
    found = [look_at(row) for row in rows_of(plan) if row.pk in keys]
    return sorted(found, key=lambda each: each.is_understood)


def grouped(items: Sequence[DoubtfulItem]) -> dict[bool, list[DoubtfulItem]]:
    """Return the rows by whether their times are understood."""
    return {key: list(group) for key, group in groupby(items, key=lambda each: each.is_understood)}


def look_at(item: PlanItem) -> DoubtfulItem:
    """Return why the times of a row are odd, if they are."""
    periods = list(item.periods.all())
    readings = [read_period(period.wording, item.plan.year) for period in periods]
    reasons = [
        f"«{reading.wording}»: {reading.reason}" if len(readings) > 1 else reading.reason
        for reading in readings
        if reading.reason
    ]
    understood = all(period.is_understood for period in periods)
    return DoubtfulItem(item, text_of(item, "period"), reasons, understood)
