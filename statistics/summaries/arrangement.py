"""The wide table of main indicators cut into tables that people can read."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from common.tables import Column, Row, Table
from statistics.indicators import Indicator

_COUNTS = ("reported", "expected")
_COMPARED = ("_last", "", "_change", "_percent")


def overview(table: Table, indicators: Sequence[Indicator]) -> tuple[Table, ...]:
    """Return this year's sums, and this year's ratios, each as one table."""
    sums = [one for one in indicators if not one.is_ratio]
    ratios = [one for one in indicators if one.is_ratio]
    return (
        _this_year(table, sums, table.title, key="sums"),
        _this_year(table, ratios, f"Относительные показатели{_after_main(table)}", key="ratios"),
    )


def totals(table: Table, indicators: Sequence[Indicator]) -> Table:
    """Return the totals of the whole table, an indicator a row, both years side by side."""
    total = next((row for row in table.rows if row.kind == "total"), None)
    places = {column.key: place for place, column in enumerate(table.columns)}
    year = table.columns[places[indicators[0].code]].title
    last = table.columns[places[f"{indicators[0].code}_last"]].title
    columns = (
        Column("name", "Показатель", kind="text", width=44),
        Column("last", last, places=None, width=14),
        Column("this", year, places=None, width=14),
        Column("change", "±", places=None, width=12, signed=True),
        Column("percent", "±, %", kind="percent", places=1, width=10, signed=True),
        Column("libraries", "Библиотек за цифрой", width=14),
    )
    rows = []
    for one in indicators if total else ():
        keys = (f"{one.code}{suffix}" for suffix in (*_COMPARED, "_libraries"))
        values = (total.values[places[key]] for key in keys)
        name = one.named
        # This year's libraries have a column of their own.
        behind = (None, total.behind[places[f"{one.code}_last"]], None, None, None, None)
        both = [total.gaps[places[f"{one.code}{year}"]] for year in ("_last", "")]
        gaps = (None, *both, None, None, None)
        row = Row((name, *values), anchor=one.code, places=one.places, behind=behind, gaps=gaps)
        rows.append(row)
    return Table(f"Итоги{_whole(total)}", columns, tuple(rows), key="totals", sheet="Итоги")


def _whole(total: Row | None) -> str:
    return str(total.values[0]).removeprefix("Всего") if total else ""


def _after_main(table: Table) -> str:
    return table.title.removeprefix("Основные показатели")


def _this_year(table: Table, indicators: Sequence[Indicator], title: str, key: str) -> Table:
    codes = [one.code for one in indicators]
    counts = _COUNTS if key == "sums" else ()
    sheet = title.removesuffix(_after_main(table))
    part = table.select(["name", *counts, *codes], title=title, key=key, sheet=sheet)
    columns = tuple(_lifted(column) if column.key in codes else column for column in part.columns)
    return replace(part, columns=columns, notes=table.notes if key == "sums" else ())


def _lifted(column: Column) -> Column:
    """Name a column by its indicator instead of its year."""
    return replace(column, title=column.groups[0], groups=(), width=13)


def of_indicator(table: Table, indicator: Indicator) -> Table:
    """Return one indicator over two years, with the number of libraries behind it."""
    keys = [f"{indicator.code}{suffix}" for suffix in (*_COMPARED, "_libraries")]
    part = table.select(
        ["name", "reported", "expected", *keys],
        title=f"{indicator.named},{_after_main(table)}",
        key=indicator.code,
        notes=(),
    )
    columns = tuple(replace(column, groups=_own_group(column)) for column in part.columns)
    rows = tuple(replace(row, behind=_last_year_only(row.behind)) for row in part.rows)
    return replace(part, columns=columns, rows=rows)


def _last_year_only(behind: Sequence[int | None]) -> tuple[int | None, ...]:
    """Keep the libraries behind last year's figure; this year's have a column of their own."""
    last = 3
    return tuple(of if place == last else None for place, of in enumerate(behind))


def _own_group(column: Column) -> tuple[str, ...]:
    return column.groups if column.key in _COUNTS else ()


def comparisons(table: Table, indicators: Sequence[Indicator], at_once: int = 3) -> list[Table]:
    """Return tables of `at_once` indicators each, both years and the change side by side."""
    return [
        table.select(
            ["name", *(f"{one.code}{suffix}" for one in few for suffix in _COMPARED)],
            title=f"Сравнение с прошлым годом: {', '.join(_first_small(few))}",
            key="compared_" + "_".join(one.code for one in few),
            notes=(),
        )
        for few in _batches(indicators, at_once)
    ]


def _first_small(indicators: Iterable[Indicator]) -> Iterable[str]:
    return (one.title[0].lower() + one.title[1:] for one in indicators)


def _batches(indicators: Sequence[Indicator], size: int) -> Iterable[list[Indicator]]:
    rest = iter(indicators)
    while few := list(islice(rest, size)):
        yield few
