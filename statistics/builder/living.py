"""Formulas for a workbook: ratios computed from their summed parts, differences from the years."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from common.tables import CellValue, Column, Row, Table
from statistics.builder.build import Build
from statistics.indicators import LIBRARIES, POPULATION, Indicator
from statistics.offline.formulas import written

GIVEN_TITLES = {LIBRARIES: "Библиотек отчиталось", POPULATION: "Население, чел."}


def key_of(code: str, year: int) -> str:
    """Return the key of the column with the numbers of an indicator in a year."""
    return f"{code}_{year}"


def part_column(build: Build, code: str, year: int, *, additive: bool) -> Column:
    """Return the column of what others are computed from."""
    one = build.known.get(code)
    title = one.named if one else GIVEN_TITLES[code]
    groups = (f"Для расчёта: {title}",)
    places = one.places if one else 0
    return Column(key_of(code, year), str(year), groups, "number", places, 12, additive)


def with_formulas(build: Build, table: Table) -> Table:
    """Return the table whose columns know how they are computed from others of their row.

    A formula is given only where it says exactly what the table does in every row.
    """
    formulas = dict(_formulas(build, table))
    columns = (replace(one, formula=formulas.get(one.key, "")) for one in table.columns)
    return replace(table, columns=tuple(columns))


def _formulas(build: Build, table: Table) -> Mapping[str, str]:
    found: dict[str, str] = {}
    rows = [_named(table, row) for row in table.rows]
    for one in build.measures:
        found |= _of_years(build, one, rows)
        if build.base:
            now, base = (key_of(one.code, at.year) for at in (build.campaign, build.base))
            found[f"{one.code}_change"] = f"{{{now}}}-{{{base}}}"
            found[f"{one.code}_percent"] = f"ROUND(100*({{{now}}}-{{{base}}})/{{{base}}},1)"
    return found


def _of_years(
    build: Build, one: Indicator, rows: list[Mapping[str, CellValue]]
) -> Mapping[str, str]:
    found = {}
    for campaign in build.campaigns if one.formula else ():
        at = {code: f"{{{key_of(code, campaign.year)}}}" for code in one.parts}
        if all(_says_the_same(one, campaign.year, row) for row in rows):
            expression = written(one.formula.tree, at)
            found[key_of(one.code, campaign.year)] = f"ROUND({expression},{one.places})"
    return found


def _says_the_same(one: Indicator, year: int, row: Mapping[str, CellValue]) -> bool:
    told = row[key_of(one.code, year)]
    parts = {code: row.get(key_of(code, year)) for code in one.parts}
    numbers = {code: Decimal(n) for code, n in parts.items() if isinstance(n, int | Decimal)}
    return told is None or one.compute(numbers) == told


def _named(table: Table, row: Row) -> Mapping[str, CellValue]:
    return {one.key: value for one, value in zip(table.columns, row.values, strict=True)}
