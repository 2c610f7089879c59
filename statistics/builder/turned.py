"""The table of one row turned on its side: an indicator a row, its years beside one another."""

from collections.abc import Iterable
from dataclasses import replace

from common.tables import Column, Row, RowKind, Table
from statistics.builder.build import Build
from statistics.builder.living import key_of
from statistics.indicators import Indicator
from statistics.series import year_titles, years_of


def turned(build: Build, table: Table, title: str, kind: RowKind = "data") -> Table:
    """Return the first row of a built table, or its total, with its indicators in rows.

    One place has few figures and many indicators, so that across they take pages of one row each.
    """
    places = {column.key: place for place, column in enumerate(table.columns)}
    data = next((row for row in table.rows if row.kind == kind), None)
    rows = (_row(build, one, data, places) for one in (build.measures if data else ()))
    return replace(table, title=title, columns=tuple(_columns(build)), rows=tuple(rows))


def _columns(build: Build) -> Iterable[Column]:
    yield Column("name", "Показатель", kind="text", width=56)
    for year, heading in year_titles(years_of(build.campaigns)).items():
        yield Column(str(year), heading, places=None, width=15)
    if build.base is None:
        return
    now, since = str(build.campaign.year), str(build.base.year)
    difference = f"{{{now}}}-{{{since}}}"
    percent = f"ROUND(100*({difference})/{{{since}}},1)"
    beside = {
        "change": Column(
            "change", f"± к {since}", places=None, width=13, signed=True, formula=difference
        ),
        "percent": Column(
            "percent", f"±, % к {since}", (), "percent", 1, 13, signed=True, formula=percent
        ),
    }
    yield from (beside[name] for name in build.beside if name in beside)


def _row(build: Build, one: Indicator, data: Row, places: dict[str, int]) -> Row:
    keys = [key_of(one.code, campaign.year) for campaign in build.campaigns]
    keys += [f"{one.code}_{name}" for name in build.beside if name in ("change", "percent")]
    at = [places[key] for key in keys]
    return Row(
        (f"{one.title}, {one.unit}", *(data.values[place] for place in at)),
        anchor=one.code,
        behind=(None, *(data.behind[place] for place in at)),
        gaps=(None, *(data.gaps[place] for place in at)),
        places=one.places,
    )
