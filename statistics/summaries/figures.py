"""The reads behind summaries: a handful of GROUP BYs, whatever the number of libraries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, F
from django.db.models.expressions import Combinable

from common.russian import round_half_up
from libraries.models import Library, Population, Territory
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
# What is told of a row by name: its own name, the name's key to sort by, a code for programs.
_NAMES: Mapping[str, Mapping[str, Combinable]] = {
    "territory": {
        "name": F("territory__name"),
        "sort": F("territory__name_key"),
        "anchor": F("territory__oktmo"),
        "level": F("territory__kind"),
    },
    "organisation": {
        "name": F("organisation__short_name"),
        "long_name": F("organisation__name"),
        "sort": F("organisation__name_key"),
        "anchor": F("organisation__code"),
    },
    "library": {
        "name": F("library__name"),
        "sort": F("library__name_key"),
        "anchor": F("library__code"),
        "of": F("territory__name"),
    },
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


def groups(choice: Choice, campaigns: Iterable[Campaign]) -> list[Group]:
    """Return the groups that reports stand in, sorted by name, with counts by campaign."""
    found: dict[Key, Group] = {}
    rows = _of_regions if choice.by == "region" else _counts
    for row in rows(choice, campaigns):
        group = found.setdefault(row["key"], _group(choice, row))
        group.expected[row["campaign_id"]] += row["expected"]
        group.reported[row["campaign_id"]] += row["reported"]
    return list(found.values())


def _counts(choice: Choice, campaigns: Iterable[Campaign]) -> Iterable[dict[str, Any]]:
    names = _NAMES.get(choice.by, {})
    rows = choice.submissions(*campaigns).values("campaign_id", key=key_at("", choice.by), **names)
    return rows.annotate(**_reports(choice)).order_by("sort" if names else "key")


def _of_regions(choice: Choice, campaigns: Iterable[Campaign]) -> Iterable[dict[str, Any]]:
    """Return the counts by municipality, told as those of its region.

    So a country is counted from an index alone, and no names are compared.
    """
    rows = choice.submissions(*campaigns).values_list("campaign_id", "territory_id")
    counted = list(rows.annotate(**_reports(choice)).order_by())
    places = Territory.objects.values_list("pk", "parent_id")
    regions = {pk: parent or pk for pk, parent in places}
    sums: dict[tuple[Key, int], list[int]] = defaultdict(lambda: [0, 0])
    for campaign, territory, expected, reported in counted:
        found = sums[regions[territory], campaign]
        found[0] += expected
        found[1] += reported
    names = Territory.objects.in_bulk({key for key, _campaign in sums})
    for (key, campaign), (expected, reported) in sorted(
        sums.items(), key=lambda one: names[one[0][0]].name_key
    ):
        named = {"key": key, "name": names[key].name, "anchor": names[key].oktmo}
        yield {**named, "campaign_id": campaign, "expected": expected, "reported": reported}


def _reports(choice: Choice) -> dict[str, Count]:
    """Return how to count all reports and those that are summed, from an index alone."""
    counted = Count("campaign_id", filter=choice.counted())
    return {"expected": Count("campaign_id"), "reported": counted}


def _group(choice: Choice, row: dict[str, Any]) -> Group:
    if choice.by in _LABELS:
        return Group(row["key"], str(_LABELS[choice.by][row["key"]]), str(row["key"]))
    name = row["name"] or row.get("long_name") or ""
    anchor = row["anchor"] or str(row["key"])
    return Group(
        row["key"],
        name,
        anchor,
        row.get("of", ""),
        is_region=row.get("level") == Territory.Kind.REGION,
    )


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
    counts = choice.submissions().aggregate(**_reports(choice))
    return counts["reported"], counts["expected"]
