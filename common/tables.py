"""One table for the screen, PDF, XLSX, CSV and JSON, so that a figure is the same everywhere.

Whoever makes a table rounds its numbers once; a renderer only writes them down.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from common.gaps import Gap, raised
from common.russian import format_number

CLOSED = "×"
_WHOLE = ("date", "ordinal")
_SHORT = 15
Number = int | Decimal
CellValue = Number | str | datetime.date | None
ColumnKind = Literal["text", "date", "ordinal", "number", "percent"]
Order = Literal["", "ascending", "descending"]
RowKind = Literal["data", "subtotal", "total", "heading", "numbering"]


@dataclass(frozen=True)
class Column:
    """A column: `groups` are the headings above its own, outermost first.

    Its `kind` tells what the values are: a date (or a moment in the portal's time) is told as
    31.12.2026, an ordinal is a whole number that is never grouped, such as a year or «№ п/п».
    Any kind takes words where there is no such value.
    `width` counts characters of a sheet, and gives the share of the page's width in print.
    `places` is the number of digits after the comma; None leaves it to the row.
    `additive` says that a total is the plain sum of the rows above it, so that a sheet may hold
    a living formula; `formula` computes the value in a sheet from others of its row, whose columns
    stand in it by key: `ROUND({loans}/{users},1)`. `signed` writes «+» before growth. On the
    screen a heading may lead to the table sorted by its column (`url`), and says in which `order`
    it stands now. One that `is_hidden` is out of sight in a workbook: for programs, not for people.
    """

    key: str
    title: str
    groups: tuple[str, ...] = ()
    kind: ColumnKind = "number"
    places: int | None = 0
    width: float = 11
    additive: bool = False
    signed: bool = False
    url: str = ""
    order: Order = ""
    formula: str = ""
    is_hidden: bool = False

    def places_in(self, row: "Row") -> int:
        """Return how many digits after the comma a number of this column has in `row`."""
        return row.places if self.places is None else self.places

    @property
    def is_figure(self) -> bool:
        """Whether the values are counted and compared; words, dates and ordinals name the row."""
        return self.kind in ("number", "percent")

    @property
    def full_title(self) -> str:
        return " / ".join((*self.groups, self.title))


@dataclass(frozen=True)
class Row:
    """A row of values in the order of the columns; a heading has one value, its words.

    `behind` gives for a value the number of libraries it was summed from, where that is not
    the number of all that reported; `counts` gives it for every value, and `gaps` what it lacks.
    `anchor` names what the row is about in JSON. `links` are the pages that values lead to on the
    screen, empty for none.
    """

    values: tuple[CellValue, ...]
    kind: RowKind = "data"
    anchor: str = ""
    behind: tuple[int | None, ...] = ()
    counts: tuple[int | None, ...] = ()
    level: int = 0
    places: int = 0
    links: tuple[str, ...] = ()
    gaps: tuple[Gap | None, ...] = ()


@dataclass(frozen=True)
class HeaderCell:
    """A heading, with the address and the order of the column it stands right above."""

    title: str
    colspan: int
    rowspan: int
    depth: int
    start: int
    is_numeric: bool
    is_whole: bool = False  # never broken over lines: «№ п/п»
    url: str = ""
    order: Order = ""

    @property
    def scope(self) -> str:
        return "colgroup" if self.colspan > 1 else "col"


@dataclass
class DisplayCell:
    """A value as people read it; `label` are the words of its column, for cards on a phone.

    `mark` is the number of the note that tells in `lacks` what the value lacks.
    """

    text: str
    is_numeric: bool
    behind: int | None = None
    is_whole: bool = False  # never broken over lines
    label: str = ""
    url: str = ""
    mark: int | None = None
    lacks: str = ""

    @property
    def lines(self) -> list[str]:
        """The lines of a text that lists something, such as organisers."""
        return self.text.split("\n")


@dataclass(frozen=True)
class Line:
    """Words above or below a table of a workbook, over its whole width; `beside` at their right."""

    text: str
    look: Literal["text", "bold", "right"] = "text"
    beside: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of figures under their headings; `sheet` is a short name for a workbook's tab.

    `top` (above the title), `after_title` and `bottom` are printed in workbooks, where no page
    template stands around the table. With a `mark` the rows of a Word file carry it and their
    anchors as bookmarks, so that they are known when the file comes back.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    subtitle: str = ""
    notes: tuple[str, ...] = ()
    blank: str = "—"
    key: str = "table"
    sheet: str = ""
    top: tuple[Line, ...] = ()
    after_title: tuple[Line, ...] = ()
    bottom: tuple[Line, ...] = ()
    mark: str = ""

    @property
    def depth(self) -> int:
        """How many lines of headings stand above the figures."""
        return max(len(column.groups) for column in self.columns) + 1

    @property
    def is_short(self) -> bool:
        """Whether it is worth a page break to keep it whole on paper."""
        return len(self.rows) <= _SHORT

    @property
    def text_columns(self) -> int:
        """How many columns at the left name the row."""
        return next(
            (place for place, column in enumerate(self.columns) if column.is_figure),
            len(self.columns),
        )

    @property
    def is_register(self) -> bool:
        """Tell whether the rows are read one by one, as of a list, rather than compared."""
        return self.depth == 1 and self.text_columns > len(self.columns) / 2

    @property
    def needs_frame(self) -> bool:
        """Tell whether the headings would be out of sight, were the table not moved in a frame."""
        is_large = self.depth > 1 or len(self.columns) > 6 or len(self.rows) > 60
        return is_large and not self.is_register

    def header_rows(self) -> list[list[HeaderCell]]:
        """Return the lines of headings with their spans; equal neighbouring groups are merged."""
        return [self._header_line(level) for level in range(self.depth)]

    def _header_line(self, level: int) -> list[HeaderCell]:
        cells: list[HeaderCell] = []
        start = 0
        while start < len(self.columns):
            column = self.columns[start]
            span = self._span(start, level)
            if level < len(column.groups):
                title = column.groups[level]
                cells.append(HeaderCell(title, span, 1, level, start, is_numeric=True))
            elif level == len(column.groups):
                numeric = column.is_figure
                rowspan = self.depth - level
                look = (numeric, column.kind == "ordinal", column.url, column.order)
                cells.append(HeaderCell(column.title, 1, rowspan, level, start, *look))
            start += span
        return cells

    def _span(self, start: int, level: int) -> int:
        path = self.columns[start].groups[: level + 1]
        if level >= len(self.columns[start].groups):
            return 1
        stop = start
        while stop < len(self.columns) and self.columns[stop].groups[: level + 1] == path:
            stop += 1
        return stop - start

    @cached_property
    def gap_notes(self) -> tuple[str, ...]:
        """What the figures lack, each wording once: its place, from 1, is the mark of figures."""
        found = (gap for row in self.rows for gap in row.gaps if gap)
        return tuple(dict.fromkeys(gap.words for gap in found))

    @property
    def numbered_gap_notes(self) -> list[str]:
        """The same with their marks, for where a list does not number itself."""
        return [f"{raised(n)} {words}" for n, words in enumerate(self.gap_notes, 1)]

    def mark_of(self, gap: Gap | None) -> int | None:
        """Return the number of the note that tells of the gap."""
        return self._marks[gap.words] if gap else None

    @cached_property
    def _marks(self) -> dict[str, int]:
        return {words: number for number, words in enumerate(self.gap_notes, 1)}

    def display_rows(self) -> Iterator[tuple[Row, list[DisplayCell]]]:
        """Yield every row with its values as people read them."""
        for row in self.rows:
            behind = row.behind or (None,) * len(row.values)
            links = row.links or ("",) * len(row.values)
            shown = [
                self._display(row, *cell)
                for cell in zip(self.columns, row.values, behind, links, strict=False)
            ]
            for cell, gap in zip(shown, row.gaps, strict=False):
                cell.mark, cell.lacks = self.mark_of(gap), gap.words if gap else ""
            yield row, shown

    def _display(
        self, row: Row, column: Column, value: CellValue, behind: int | None, url: str
    ) -> DisplayCell:
        if column.is_figure and not isinstance(value, datetime.date):
            told = self._number(column, row, value)
            return DisplayCell(told, True, behind, label=column.title, url=url)
        is_whole = column.kind in _WHOLE
        return DisplayCell(in_words(value), False, behind, is_whole, column.title, url)

    def _number(self, column: Column, row: Row, value: Number | str | None) -> str:
        if value is None:
            return self.blank
        if isinstance(value, str):
            return value
        text = format_number(value, column.places_in(row))
        return f"+{text}" if column.signed and value > 0 else text

    def select(self, keys: Iterable[str], **changes: Any) -> "Table":
        """Return the table with only the columns `keys`, in that order; `changes` as replace()."""
        places = {column.key: place for place, column in enumerate(self.columns)}
        chosen = [places[key] for key in keys]
        return replace(
            self,
            columns=tuple(self.columns[place] for place in chosen),
            rows=tuple(_cut(row, chosen) for row in self.rows),
            **changes,
        )

    def as_json(self) -> dict[str, Any]:
        """Return plain values: keys of columns, numbers as numbers, nothing formatted."""
        return {
            "key": self.key,
            "title": self.title,
            "subtitle": self.subtitle,
            "columns": [
                {"key": c.key, "title": c.title, "groups": list(c.groups), "kind": c.kind}
                for c in self.columns
            ],
            "rows": [self._row_as_json(row) for row in self.rows],
            "notes": list(self.notes),
        }

    def _row_as_json(self, row: Row) -> dict[str, Any]:
        values = {
            column.key: _plain(value)
            for column, value in zip(self.columns, row.values, strict=False)
        }
        told = {"kind": row.kind, "key": row.anchor, "values": values}
        return told | self._behind(row) | self._gaps(row)

    def _gaps(self, row: Row) -> dict[str, Any]:
        gaps = {
            column.key: gap.as_json()
            for column, gap in zip(self.columns, row.gaps, strict=False)
            if gap
        }
        return {"gaps": gaps} if gaps else {}

    def _behind(self, row: Row) -> dict[str, Any]:
        counts = {
            column.key: of
            for column, of in zip(self.columns, row.counts or row.behind, strict=False)
            if of is not None
        }
        return {"libraries": counts} if counts else {}


def _cut(row: Row, chosen: Sequence[int]) -> Row:
    if row.kind == "heading":
        return row
    return replace(
        row,
        values=tuple(row.values[place] for place in chosen),
        behind=tuple(row.behind[place] for place in chosen) if row.behind else (),
        counts=tuple(row.counts[place] for place in chosen) if row.counts else (),
        links=tuple(row.links[place] for place in chosen) if row.links else (),
        gaps=tuple(row.gaps[place] for place in chosen) if row.gaps else (),
    )


def in_words(value: CellValue) -> str:
    """Return a value that is no figure as people read it: 31.12.2026, 31.12.2026 14:05."""
    if isinstance(value, datetime.datetime):
        return f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)


def _plain(value: CellValue) -> int | float | str | None:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


@dataclass(frozen=True)
class TableSet:
    """Tables that make one document, with what stands above them all."""

    title: str
    tables: tuple[Table, ...]
    subtitle: str = ""
    notes: tuple[str, ...] = field(default_factory=tuple)

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "subtitle": self.subtitle,
            "notes": list(self.notes),
            "tables": [table.as_json() for table in self.tables],
        }
