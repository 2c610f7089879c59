"""A table of a draft laid out for editing: the head as on paper, every cell with its state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from statistics.designer.lines import FIRST_COLUMN
from statistics.designer.tree import Column, Node, columns_of, inherited, rows_of, tables_of
from statistics.grid import Heading, headings_of
from statistics.layout import BlockSpec, ColumnSpec
from statistics.layout.specs import address_of


@dataclass(frozen=True)
class DraftCell:
    """A place of the table: open or crossed out; `checks` says those that look at it."""

    address: str
    column: int
    is_closed: bool
    checks: Sequence[str]

    @property
    def dom_id(self) -> str:
        return "x-" + self.address.replace(".", "-")


@dataclass(frozen=True)
class DraftRow:
    node: Node
    cells: tuple[DraftCell, ...]

    @property
    def label(self) -> str:
        return f"{self.node['number']:02d}"


@dataclass(frozen=True)
class DraftTable:
    """One table of a section; `index` tells it from the others, counted from 0."""

    index: int
    headings: tuple[tuple[Heading, ...], ...]
    columns: tuple[Column, ...]
    rows: tuple[DraftRow, ...]

    @property
    def is_without_words(self) -> bool:
        """Whether rows have no column of words: their numbers stand in column 1 of the paper."""
        return any(column.number < FIRST_COLUMN for column in self.columns)


def draft_tables(section: Node, checks: Mapping[str, list[str]]) -> list[DraftTable]:
    """Lay out the tables of a section; `checks` are sentences by address of the cell."""
    return [_table(index, section, table, checks) for index, table in enumerate(tables_of(section))]


def _table(index: int, section: Node, table: Node, checks: Mapping[str, list[str]]) -> DraftTable:
    columns = columns_of(table)
    specs = tuple(_spec(section, column) for column in columns)
    headings = headings_of(BlockSpec(specs, ())) if specs else ()
    rows = tuple(
        DraftRow(row, tuple(_cell(section, row, column, checks) for column in columns))
        for row in rows_of(table)
    )
    return DraftTable(index, headings, tuple(columns), rows)


def _spec(section: Node, column: Column) -> ColumnSpec:
    manner = {**inherited(section, column.headings), **column.node}
    return ColumnSpec(
        number=column.number,
        title=manner["title"],
        groups=column.groups,
        kind=manner["kind"],
        places=manner["places"],
        unit=manner["unit"],
        okei=manner["okei"],
        part_of=manner.get("of"),
        ask_above=manner["ask_above"],
    )


def _cell(section: Node, row: Node, column: Column, checks: Mapping[str, list[str]]) -> DraftCell:
    address = address_of(section["number"], row["number"], column.number)
    is_closed = column.number in row.get("closed", ())
    return DraftCell(address, column.number, is_closed, checks.get(address, ()))
