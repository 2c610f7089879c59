"""Where everything of a form stands on its sheet: made from the edition, the same for all.

The sheet looks like the printed form, one table under another; below each line of answers stands
a line of last year's, where there is a last year to show.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from openpyxl.utils import get_column_letter

from common.tables import CLOSED, HeaderCell, Row, Table
from statistics.layout import Layout
from statistics.summaries.whole_form import form_tables

Look = Literal[
    "title",
    "line",
    "section",
    "heading",
    "numbering",
    "name",
    "number",
    "closed",
    "cell",
    "year",
    "last",
]
# What a sheet must come back with; the words above the form may be put better some day.
_FIXED = ("section", "heading", "numbering", "name", "number", "closed")
# The first columns name the row, whether or not a table has names: answers begin with the third.
NAME_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the sheet, over `width` columns and `height` rows.

    `text` is printed there; `address` is the cell of the form that is answered there ("cell") or
    was answered the year before ("last", in the line of a "year").
    """

    row: int
    column: int
    look: Look
    text: str = ""
    address: str = ""
    width: int = 1
    height: int = 1

    @property
    def is_fixed(self) -> bool:
        """Whether the sheet must come back with the same words here."""
        return self.look in _FIXED

    @property
    def coordinate(self) -> str:
        """The place as Excel names it, «D17»."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def range(self) -> str:
        """All that the place takes up, «D17:F18»."""
        last = get_column_letter(self.column + self.width - 1)
        return f"{self.coordinate}:{last}{self.row + self.height - 1}"


@dataclass
class FormPlaces:
    """The whole sheet: its places by rows from the top, and where each cell is answered."""

    rows: list[list[Place]] = field(default_factory=list)
    answers: dict[str, Place] = field(default_factory=dict)
    width: int = NAME_COLUMNS

    def add(self, places: Iterable[Place] = ()) -> None:
        """Add a row below the others; without places it stays empty."""
        row = list(places)
        self.rows.append(row)
        self.answers |= {one.address: one for one in row if one.look == "cell"}
        self.width = max([self.width, *(one.column + one.width - 1 for one in row)])

    @property
    def next_row(self) -> int:
        return len(self.rows) + 1


def places_of(layout: Layout, head: Iterable[str], with_last: bool) -> FormPlaces:
    """Lay out the form under the lines of `head`; `with_last` adds the lines of last year."""
    places = FormPlaces()
    for look, text in zip(_head_looks(), head, strict=False):
        places.add([Place(places.next_row, 1, look, text)])
    for table in form_tables(layout, str):
        _add_table(places, table, with_last)
    return places


def _head_looks() -> Iterator[Look]:
    yield "title"
    while True:
        yield "line"


def _add_table(places: FormPlaces, table: Table, with_last: bool) -> None:
    places.add()
    places.add([Place(places.next_row, 1, "section", table.title)])
    if table.subtitle:
        places.add([Place(places.next_row, 1, "line", table.subtitle)])
    # A table whose rows have no names leaves the first column empty.
    shift = NAME_COLUMNS - table.text_columns + 1
    for headings in table.header_rows():
        row = places.next_row
        places.add(_heading(row, shift, one) for one in headings)
    for line in table.rows:
        places.add(_line(places.next_row, shift, table, line))
        if with_last and line.kind == "data":
            places.add(_last(places.next_row, places.rows[-1]))


def _heading(row: int, shift: int, one: HeaderCell) -> Place:
    column = shift + one.start
    return Place(row, column, "heading", one.title, width=one.colspan, height=one.rowspan)


def _line(row: int, shift: int, table: Table, line: Row) -> Iterator[Place]:
    for at, (column, value) in enumerate(zip(table.columns, line.values, strict=True)):
        text = str(value)
        if line.kind == "numbering":
            yield Place(row, shift + at, "numbering", text)
        elif not column.is_figure:
            yield Place(row, shift + at, "name" if column.key == "name" else "number", text)
        elif value == CLOSED:
            yield Place(row, shift + at, "closed", CLOSED)
        else:
            yield Place(row, shift + at, "cell", address=text)


def _last(row: int, line: list[Place]) -> Iterator[Place]:
    """Yield the places of last year's answers below the line they belong to."""
    yield Place(row, 1, "year")
    for one in line:
        if one.look == "cell":
            yield Place(row, one.column, "last", address=one.address)
