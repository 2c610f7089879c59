"""The reads behind summaries: a handful of GROUP BYs, whatever the number of libraries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Model

from common.russian import round_half_up
from libraries.models import Library, Organisation, Population, Territory
from statistics.indicators import Indicator
from statistics.layout import layout_of
from statistics.models import Campaign, Cell
from statistics.summaries.choice import Choice, Key, key_at
from statistics.summaries.sources import source_of

_LABELS: Mapping[str, Mapping[Key, str]] = {
    "kind": dict(Library.Kind.choices),
    "settlement": dict(Library.Settlement.choices),
    "model": {True: "модельные", False: "прочие"},
}
# Whose name stands in a row, with what programs know it by.
_NAMED: Mapping[str, tuple[type[Model], str]] = {
    "territory": (Territory, "oktmo"),
    "region": (Territory, "oktmo"),
    "organisation": (Organisation, "code"),
    "library": (Library, "code"),
}


@dataclass(frozen=True)
class Summed:
    """A sum, the libraries that gave a number for it, and those that answered «н/д».

    Whoever reported and is in neither count left the cell blank.
    """

    number: Decimal
    behind: int
    no_data: int

    @classmethod
    def nothing(cls) -> "Summed":
        return cls(Decimal(0), 0, 0)

    def __add__(self, other: "Summed") -> "Summed":
        return Summed(
            self.number + other.number,
            self.behind + other.behind,
            self.no_data + other.no_data,
        )


@dataclass
class Group:
    """One row of a summary: how many libraries should have reported and how many did.

    `of` is the municipality of a library, since the same name stands in many.
    """

    key: Key
    name: str
    anchor: str
    of: str = ""
    expected: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    reported: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    is_region: bool = False


def groups(choice: Choice, campaigns: Collection[Campaign]) -> list[Group]:
    """Return the groups that reports stand in, sorted by name, with counts by campaign.

    Where a library moved between the years, its place is that of the last. The names are read
    apart: to count by a number is ten times quicker than by a name.
    """
    years = {one.pk: one.year for one in campaigns}
    rows = sorted(_counts(choice, campaigns), key=lambda row: years[row["campaign_id"]])
    if choice.by == "region":
        _put_into_regions(rows)
    found = _named(choice, dict.fromkeys(row["key"] for row in rows))
    for row in rows:
        group = found[row["key"]]
        group.expected[row["campaign_id"]] += row["expected"]
        group.reported[row["campaign_id"]] += row["reported"]
        group.of = row.get("of", "")
    return list(found.values())


def _counts(choice: Choice, campaigns: Collection[Campaign]) -> Iterable[dict[str, Any]]:
    """Return the counts by campaign and group; a library's place is that of its report.

    Those of a region come by municipality: so they are counted from an index alone.
    """
    by = "territory" if choice.by == "region" else choice.by
    place = {"of": Max("territory__name")} if choice.by == "library" else {}
    return (
        choice.submissions(*campaigns)
        .values("campaign_id", key=key_at("", by))
        .annotate(
            expected=Count("campaign_id"),
            reported=Count("campaign_id", filter=choice.counted()),
            **place,
        )
        .order_by()
    )


def _put_into_regions(rows: Iterable[dict[str, Any]]) -> None:
    within = Territory.objects.filter(pk__in={row["key"] for row in rows})
    regions = dict(within.values_list("pk", "parent_id"))
    for row in rows:
        row["key"] = regions[row["key"]] or row["key"]


def _named(choice: Choice, keys: Iterable[Key]) -> dict[Key, Group]:
    """Return empty groups by key, in the order of their names."""
    if choice.by not in _NAMED:
        labels = _LABELS[choice.by]
        return {key: Group(key, str(labels[key]), str(key)) for key in sorted(keys)}
    model, code = _NAMED[choice.by]
    rows = model.objects.filter(pk__in=list(keys)).order_by("name_key", "pk")
    return {
        row.pk: Group(
            row.pk,
            getattr(row, "short_name", "") or row.name,
            getattr(row, code) or str(row.pk),
            is_region=choice.by == "territory" and row.kind == Territory.Kind.REGION,
        )
        for row in rows
    }


def cells_of(
    campaigns: Iterable[Campaign], codes: Iterable[str], known: Mapping[str, Indicator]
) -> dict[int, tuple[tuple[str, ...], int]]:
    """Return by cell the indicators it holds in its edition, and the cell's decimal places.

    The same indicator may stand in another cell the year before: years are joined by it.
    """
    wanted = list(codes)
    holders: dict[tuple[int, str], dict[str, None]] = defaultdict(dict)
    for campaign in campaigns:
        layout = layout_of(campaign.edition)
        for code in wanted:
            address = known[code].cell(layout)
            if address is not None:
                holders[campaign.edition_id, address][code] = None
    cells = Cell.objects.filter(
        edition__in={edition for edition, _ in holders},
        address__in={address for _, address in holders},
    )
    return {
        cell.pk: (tuple(holders[cell.edition_id, cell.address]), cell.places)
        for cell in cells
        if (cell.edition_id, cell.address) in holders
    }


def sums_by_group(
    choice: Choice, campaigns: Iterable[Campaign], cells: Mapping[int, tuple[tuple[str, ...], int]]
) -> dict[tuple[int, Key, str], Summed]:
    """Return the sums by campaign, group and indicator; a blank and «н/д» add nothing.

    Where all that answered said «н/д», the sum has nobody behind it.
    """
    rows = source_of(choice, list(campaigns), choice.by).by_group().filter(cell__in=list(cells))
    sums = {}
    for campaign, key, cell, *told in rows:
        codes, places = cells[cell]
        for code in codes:
            sums[campaign, key, code] = _summed(places, *told)
    return sums


def sums_by_cell(choice: Choice) -> dict[str, Summed]:
    """Return the sums of all cells of the form that anybody answered, by address."""
    rows = source_of(choice, [choice.campaign], by=None).by_cell()
    return {address: _summed(places, *told) for address, places, *told in rows}


def _summed(places: int, total: Decimal | None, behind: int, answered: int) -> Summed:
    """Take off what SQLite, which sums decimals as floats, may have left beyond the places."""
    return Summed(round_half_up(total or Decimal(0), places), behind, answered - behind)


def populations(keys: Iterable[Key], years: Iterable[int]) -> dict[tuple[Key, int], int]:
    """Return the inhabitants by territory and year (of 1 January)."""
    rows = Population.objects.filter(territory__in=list(keys), year__in=list(years))
    return {(row.territory_id, row.year): row.number for row in rows}


def reported_counts(choice: Choice) -> tuple[int, int]:
    """Return how many libraries reported, and of how many."""
    counts = choice.submissions().aggregate(
        reported=Count("pk", filter=choice.counted()), expected=Count("pk")
    )
    return counts["reported"], counts["expected"]
