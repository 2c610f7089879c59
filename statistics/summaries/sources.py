"""Where the sums of a summary come from: kept ready where they hold what is asked, else values.

The one place that decides. Whoever asks gets the same figures from either: `manage.py rollups
--check` and the tests prove it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.expressions import Combinable

from statistics.models import Campaign, ClassRollup, PlaceRollup, Value
from statistics.summaries.choice import Choice, key_at

# What narrows or groups a summary, by the table that keeps sums of it.
_PLACES = frozenset({"territory", "organisation", "region"})
_CLASSES = frozenset({"kind", "settlement", "model", "region"})
# An answered cell has a row: with a number, or with «н/д» instead of it.
_OF_VALUES = {"total": Sum("number"), "told": Count("number"), "answered": Count("cell_id")}
_OF_KEPT = {
    "total": Sum("number"),
    "told": Sum("behind"),
    "answered": Sum(F("behind") + F("no_data")),
}


@dataclass(frozen=True)
class Source:
    """Rows to sum by campaign, `key` and cell; `sums` tells what they are summed to.

    That is the total, the libraries that gave a number, and those that answered at all.
    """

    rows: QuerySet[Any, Any]
    campaign: Combinable
    key: Combinable
    sums: dict[str, Any]

    def by_group(self) -> QuerySet[Any, Any]:
        """Return (campaign, key of the group, cell, total, behind, answered)."""
        rows = self.rows.annotate(of=self.campaign, group=self.key)
        return rows.values_list("of", "group", "cell_id").annotate(**self.sums).order_by()

    def by_cell(self) -> QuerySet[Any, Any]:
        """Return (address of the cell, its decimal places, total, behind, answered)."""
        rows = self.rows.values_list("cell__address", "cell__places")
        return rows.annotate(**self.sums).order_by()


def source_of(choice: Choice, campaigns: Collection[Campaign], by: str | None) -> Source:
    """Return the rows to sum for `choice`, in groups of `by` or, without it, all together."""
    asked = _asked(choice) | ({by} if by else set())
    # Sums are kept ready of what is sent; a draft changes with every cell.
    if choice.is_preliminary or choice.libraries is not None:
        return _values(choice, campaigns)
    if any(one.rolled_up_at is None for one in campaigns):
        return _values(choice, campaigns)
    if asked <= _CLASSES:
        return _kept(choice, campaigns, ClassRollup)
    if asked <= _PLACES:
        return _kept(choice, campaigns, PlaceRollup)
    return _values(choice, campaigns)


def _asked(choice: Choice) -> set[str]:
    """Return by what the libraries are narrowed."""
    asked = {
        "territory": choice.territory is not None,
        "organisation": choice.organisations is not None,
        "region": choice.region is not None,
        "kind": choice.kind,
        "settlement": choice.settlement,
        "model": choice.is_model is not None,
    }
    return {name for name, told in asked.items() if told} | (
        {choice.by} if choice.only is not None else set()
    )


def _values(choice: Choice, campaigns: Collection[Campaign]) -> Source:
    path = "submission__"
    rows = Value.objects.filter(
        choice.narrowed(path),
        choice.counted(path),
        submission__campaign__in=list(campaigns),
    )
    return Source(rows, F(f"{path}campaign_id"), key_at(path, choice.by), _OF_VALUES)


def _kept(
    choice: Choice, campaigns: Collection[Campaign], table: type[ClassRollup | PlaceRollup]
) -> Source:
    of_region = choice.by == "region"
    # A kept sum knows its region by number.
    elsewhere = replace(choice, region=None, only=None if of_region else choice.only)
    narrowed = elsewhere.narrowed("") & Q(*(Q(region=one) for one in choice.regions))
    rows = table.objects.filter(
        narrowed,
        Q(behind__gt=0) | Q(no_data__gt=0),
        campaign__in=list(campaigns),
        state__in=choice.counted_states,
    )
    key = F("region_id") if of_region else key_at("", choice.by)
    return Source(rows, F("campaign_id"), key, _OF_KEPT)
