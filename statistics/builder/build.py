"""One table that is asked for, read against what there is: campaigns, measures, filters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from common.places import over
from common.russian import format_number
from statistics.builder.asked import Query
from statistics.builder.cells import cells_as_indicators
from statistics.builder.grounds import Grounds
from statistics.indicators import Indicator
from statistics.layout import UnknownCell
from statistics.models import Campaign
from statistics.series import libraries_of_all
from statistics.summaries import Choice

# What may stand beside the numbers of the years.
BESIDE = {
    "change": "разница",
    "percent": "разница, %",
    "share": "доля в итоге, %",
    "rank": "место",
}
BASES = {"first": "с первым годом", "previous": "с предыдущим годом"}
MOST_YEARS = 10
MOST_MEASURES = 40
# More rows nobody reads; a whole country by library is for a flat file.
MOST_LIBRARIES = 3_000


class BuildError(ValueError):
    """The table cannot be made as it is asked for; the message is for the reader.

    `field` is the name of the wish at fault.
    """

    def __init__(self, message: str, field: str = "what") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Build:
    """`campaigns` from the earliest to the latest; the latest is the campaign of `choice`.

    `cells` are the measures that were asked for by the address of a cell.
    """

    query: Query
    choice: Choice
    campaigns: tuple[Campaign, ...]
    measures: tuple[Indicator, ...]
    known: Mapping[str, Indicator]
    beside: tuple[str, ...]
    base: Campaign | None
    missing: tuple[int, ...]
    filters: tuple[str, ...]
    cells: frozenset[str] = frozenset()

    @property
    def campaign(self) -> Campaign:
        return self.choice.campaign

    def measure(self, code: str) -> Indicator | None:
        return next((one for one in self.measures if one.code == code), None)


def build_of(query: Query, told: Mapping[str, Any], grounds: Grounds) -> Build:
    """Return the table asked for by the cleaned values `told`; raise BuildError."""
    last = grounds.campaign.year
    years = range(last - told["years"] + 1, last + 1)
    campaigns = tuple(one for one in reversed(grounds.campaigns) if one.year in years)
    cells = _cells(told["cells"], campaigns, grounds)
    known = {**grounds.indicators, **cells}
    codes = dict.fromkeys([*told["what"], *cells])
    if not codes:
        raise BuildError("Выберите хотя бы один показатель или ячейку формы.")
    if len(codes) > MOST_MEASURES:
        raise BuildError(f"Показателей и ячеек вместе может быть не больше {MOST_MEASURES}.")
    choice = _choice(told, grounds, campaigns)
    _refuse_endless(choice, told, grounds)
    before = campaigns[:-1]
    base = (before[0] if told["base"] == "first" else before[-1]) if before else None
    return Build(
        query=query,
        choice=choice,
        campaigns=campaigns,
        measures=tuple(known[code] for code in codes),
        known=known,
        beside=tuple(one for one in BESIDE if one in told["show"] and _fits(one, base)),
        base=base,
        missing=tuple(year for year in years if year not in {one.year for one in campaigns}),
        filters=(*_places(told, grounds), *_filters(told)),
        cells=frozenset(cells),
    )


def _cells(
    addresses: Iterable[str], campaigns: Sequence[Campaign], grounds: Grounds
) -> dict[str, Indicator]:
    try:
        return cells_as_indicators(addresses, campaigns, grounds.indicators)
    except UnknownCell as error:
        advice = "Адрес пишется так: 4.12.2 — раздел, строка, графа."
        raise BuildError(f"{error} {advice}", "cells") from error


def _refuse_endless(choice: Choice, told: Mapping[str, Any], grounds: Grounds) -> None:
    """Raise BuildError when too many libraries would stand in rows."""
    if choice.by != "library":
        return
    most = grounds.reports_at(told["territory"], told["organisation"])
    if most > MOST_LIBRARIES and choice.submissions().count() > MOST_LIBRARIES:
        number = format_number(MOST_LIBRARIES)
        raise BuildError(
            f"Библиотек больше {number}: отберите территорию, учреждение или вид библиотек.", "rows"
        )


def _fits(beside: str, base: Campaign | None) -> bool:
    return base is not None or beside not in ("change", "percent")


def _choice(told: Mapping[str, Any], grounds: Grounds, campaigns: Iterable[Campaign]) -> Choice:
    scope, organisation, place = grounds.scope, told["organisation"], told["territory"]
    of_whom = scope.of_whom
    if organisation:
        of_whom = f"по учреждению {grounds.organisations[organisation]}"
    elif place in grounds.regions:
        of_whom = over(grounds.regions[place])
    elif place:
        of_whom = over(grounds.territories[place])
    choice = Choice(
        grounds.campaign,
        told["rows"],
        told["states"],
        territory=None if place in grounds.regions else place,
        region=place if place in grounds.regions else None,
        # The form offers only organisations of the scope.
        organisations=(organisation,) if organisation else scope.organisations,
        of_whom=of_whom,
        kind=told["kind"],
        settlement=told["settlement"],
        is_model={"yes": True, "no": False}.get(told["model"]),
        libraries=None,
    )
    if not told["same"]:
        return choice
    same = libraries_of_all(list(campaigns), choice.counted_states)
    return replace(choice, libraries=same)


def _places(told: Mapping[str, Any], grounds: Grounds) -> Iterable[str]:
    """Tell in words of which part of the region the libraries are."""
    place, organisation = told["territory"], told["organisation"]
    if place in grounds.regions:
        yield f"регион: {grounds.regions[place]}"
    elif place:
        yield f"территория: {grounds.territories[place]}"
    if organisation:
        yield f"учреждение: {grounds.organisations[organisation]}"
    elif grounds.scope.organisations is not None:
        yield grounds.scope.of_whom


def _filters(told: Mapping[str, Any]) -> Iterable[str]:
    """Tell in words by what the libraries were chosen, besides their place."""
    labels = told["labels"]
    if told["kind"]:
        yield f"вид библиотек: {labels['kind']}"
    if told["settlement"]:
        yield f"населённый пункт: {labels['settlement']}"
    if told["model"]:
        yield {"yes": "только модельные", "no": "без модельных"}[told["model"]]
    if told["same"]:
        yield "только библиотеки, отчитавшиеся во все эти годы"
