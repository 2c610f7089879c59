"""The raw values of a summary as one table: library × cell, with a total to check the sums by."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from common.tables import CellValue, Row, Table
from statistics.flat import FlatValues


def raw_table(flat: FlatValues) -> Table:
    """Return every value that was counted; it is held in memory, so not for a whole country."""
    rows = tuple(flat.rows("wide"))
    cells = {spec.address for spec in flat.cells.values()}
    columns = tuple(
        replace(one, additive=one.key in cells, kind=one.kind if one.key in cells else "text")
        for one in flat.columns("wide")
    )
    values: list[CellValue] = [
        _sum(row.values[place] for row in rows) if one.additive else ""
        for place, one in enumerate(columns)
    ]
    total = Row(("Всего", *values[1:]), "total")
    return Table(
        title="Значения по библиотекам",
        columns=columns,
        rows=(*rows, total) if rows else (),
        notes=("«н/д» — данных нет. Пустая ячейка не заполнена: это не ноль.",),
        blank="",
        key="raw",
        sheet="Значения",
    )


def _sum(values: Iterable[CellValue]) -> Decimal | None:
    numbers = [Decimal(one) for one in values if isinstance(one, int | Decimal)]
    return sum(numbers, Decimal(0)) if numbers else None
