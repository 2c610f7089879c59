"""The raw values of a summary as one table: library × cell, with a total to check the sums by."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from common.tables import CellValue, Row, Table
from statistics.flat import FlatValues

_NAMES = ("library", "library_code", "territory")


def raw_table(flat: FlatValues) -> Table:
    """Return every value that was counted; it is held in memory, so not for a whole country.

    Few columns name the row: they stay in sight when the sheet is moved.
    """
    rows = tuple(flat.rows("wide"))
    cells = {spec.address for spec in flat.cells.values()}
    columns = tuple(replace(one, additive=one.key in cells) for one in flat.columns("wide"))
    values: list[CellValue] = [
        _sum(row.values[place] for row in rows) if one.additive else ""
        for place, one in enumerate(columns)
    ]
    names = [one.key for one in columns]
    values[names.index(_NAMES[0])] = "Всего"
    total = Row(tuple(values), "total")
    whole = Table(
        title="Значения по библиотекам",
        columns=columns,
        rows=(*rows, total) if rows else (),
        notes=("«н/д» — данных нет. Пустая ячейка не заполнена: это не ноль.",),
        blank="",
        key="raw",
        sheet="Значения",
    )
    return whole.select([*_NAMES, *(name for name in names if name in cells)])


def _sum(values: Iterable[CellValue]) -> Decimal | None:
    numbers = [Decimal(one) for one in values if isinstance(one, int | Decimal)]
    return sum(numbers, Decimal(0)) if numbers else None
