"""Tables as a workbook: real numbers, living totals, ready to print."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import BytesIO
from itertools import accumulate
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from common.gaps import raised
from common.tables import CellValue, Column, Line, Row, Table, TableSet
from reports.xlsx_page import (
    LINE_HEIGHT,
    TITLE_SIZE,
    breaks_of,
    header_heights,
    lines_needed,
    row_height,
    set_page,
)
from reports.xlsx_sheet import SheetCell, StyledSheet, create_sheet, letter_of
from reports.xlsx_styles import CellStyles, plain_text

_FORBIDDEN_IN_TITLES = re.compile(r"[\\/*?:\[\]]")
_LONGEST_SHEET_NAME = 31
_TOP_LINES = 3
_KEY_IN_FORMULA = re.compile(r"\{([^{}]+)\}")


def render_xlsx(content: TableSet, author: str = "", about: str = "") -> bytes:
    """Return a workbook with one sheet a table.

    `author`, and `about` in a sentence, stand in the properties of the file.
    """
    book = new_book(content.title, author)
    book.properties.description = about or None
    names: set[str] = set()
    looks: dict[tuple, int] = {}
    for table in content.tables:
        write_sheet(create_sheet(book, _sheet_name(table, names)), table, content, looks)
    buffer = BytesIO()
    ExcelWriter(book, ZipFile(buffer, "w", ZIP_DEFLATED)).save()
    return buffer.getvalue()


def new_book(title: str, author: str) -> Workbook:
    """Return an empty write-only workbook with its properties."""
    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.language = "ru"
    book.properties.creator = author
    return book


def write_sheet(
    sheet: StyledSheet, table: Table, content: TableSet, looks: dict[tuple, int]
) -> None:
    """Write a table of `content`; `looks` are those the book has already."""
    _SheetWriter(sheet, table, content, looks).write()


def _sheet_name(table: Table, taken: set[str]) -> str:
    words = _FORBIDDEN_IN_TITLES.sub(" ", plain_text(table.sheet or table.title)).strip("' ")
    name, number = words[:_LONGEST_SHEET_NAME] or "Таблица", 2
    while name.casefold() in taken:
        name = f"{words[: _LONGEST_SHEET_NAME - 4]} ({number})"
        number += 1
    taken.add(name.casefold())
    return name


class _SheetWriter:
    """Writes one table into one sheet, row by row."""

    def __init__(
        self, sheet: StyledSheet, table: Table, content: TableSet, looks: dict[tuple, int]
    ) -> None:
        self.sheet, self.table, self.content = sheet, table, content
        self.styles = CellStyles(sheet, looks)
        self.row = 0
        self.header = 1 + len(table.top) + _TOP_LINES + len(table.after_title)
        self.first_figure = self.header + table.depth
        self.breaks = breaks_of(table.columns)
        # How many columns words may take: on paper those of the first page.
        self.span = self.breaks[0] if self.breaks else len(table.columns)
        self.places = {column.key: place for place, column in enumerate(table.columns)}

    def write(self) -> None:
        set_page(self.sheet, self.table, self.header, self.first_figure, self.breaks)
        self._set_columns()
        self._write_top()
        self._write_header()
        self._write_rows()
        self._write_notes()

    def _set_columns(self) -> None:
        left = letter_of(max(self.table.text_columns, 1) + 1)
        wide = len(self.table.columns) > self.table.text_columns
        self.sheet.freeze_panes = f"{left if wide else 'A'}{self.first_figure}"
        for place, column in enumerate(self.table.columns, 1):
            look = self.sheet.column_dimensions[letter_of(place)]
            look.width, look.hidden = column.width, column.is_hidden

    def _set_height(self, height: float) -> None:
        """Set the height of the row that comes next."""
        self.sheet.heights[self.row + 1] = height

    def _append(self, cells: Iterable[SheetCell | None] = ()) -> None:
        self.row += 1
        self.sheet.append(list(cells))

    def _write_top(self) -> None:
        self._write_lines(self.table.top)
        self._write_words(self.table.title, "title")
        self._write_words(self._below_title(), "note")
        self._append()
        self._write_lines(self.table.after_title)

    def _below_title(self) -> str:
        """Return of what document the sheet is, where its title does not say it, and of whom."""
        document = self.content.title if self.content.title != self.table.title else ""
        return "; ".join(filter(None, (document, self.table.subtitle or self.content.subtitle)))

    def _write_lines(self, lines: Iterable[Line], start: int = 0) -> None:
        for line in lines:
            if line.beside:
                self._write_sides(line)
            else:
                self._write_words(line.text, f"line_{line.look}", start)

    def _write_sides(self, line: Line) -> None:
        """Write the words of a line at the left and beside them, each over about half the width."""
        widths = [column.width for column in self.table.columns[: self.span]]
        parted = enumerate(accumulate(widths[:-1] or widths), start=1)
        half = min(parted, key=lambda told: abs(told[1] - sum(widths) / 2))[0]
        sides = ((line.text, sum(widths[:half])), (line.beside, sum(widths[half:])))
        self._set_height(max(lines_needed(*side) for side in sides) * LINE_HEIGHT)
        self._merge(self.row + 1, 0, 1, half)
        self._merge(self.row + 1, half, 1, self.span - half)
        left, right = (self.styles.words(text, f"line_{line.look}") for text, _width in sides)
        self._append([left, *[None] * (half - 1), right])

    def _write_words(self, text: str, look: str, start: int = 0) -> None:
        """Write words from the column `start` over the width, the row as high as they need."""
        width = sum(column.width for column in self.table.columns[start : self.span])
        bigger = TITLE_SIZE if look == "title" else 1
        self._set_height(lines_needed(text, width / bigger) * LINE_HEIGHT * bigger)
        self._merge(self.row + 1, start, 1, self.span - start)
        self._append([*[None] * start, self.styles.words(text, look)])

    def _write_header(self) -> None:
        lines = self.table.header_rows()
        heights = header_heights(self.table, lines)
        for level, line in enumerate(lines):
            self._set_height(heights[level])
            cells: list[SheetCell | None] = [
                self.styles.words("", "header") for _ in self.table.columns
            ]
            for cell in line:
                cells[cell.start] = self.styles.words(cell.title, "header")
                self._merge(self.header + level, cell.start, cell.rowspan, cell.colspan)
            self._append(cells)

    def _merge(self, row: int, start: int, rows: int, columns: int) -> None:
        if rows > 1 or columns > 1:
            self.sheet.merged_cells.add(
                f"{letter_of(start + 1)}{row}:{letter_of(start + columns)}{row + rows - 1}"
            )

    def _write_rows(self) -> None:
        for row in self.table.rows:
            if row.kind == "heading":
                self._write_heading(row)
            else:
                if height := row_height(self.table.columns, row):
                    self._set_height(height)
                self.row += 1
                self.sheet.append(self._cells(row, self.row))

    def _write_heading(self, row: Row) -> None:
        blanks = [self.styles.words("", "heading") for _ in self.table.columns[1:]]
        self._append([self.styles.words(str(row.values[0]), "heading"), *blanks])
        self._merge(self.row, 0, 1, len(self.table.columns))

    def _cells(self, row: Row, place: int) -> Iterator[SheetCell]:
        is_sum = row.kind == "total" and self._has_only_data_above(row)
        gaps = row.gaps or (None,) * len(row.values)
        told = zip(self.table.columns, row.values, gaps, strict=True)
        for number, (column, value, gap) in enumerate(told):
            mark = self.table.mark_of(gap)
            formula = ""
            if _is_number(value):
                formula = self._sum(column, row, number, place) if is_sum else ""
                formula = formula or self._formula(column, row, place)
            if formula:
                yield self.styles.formula(number, column, row, formula, value, mark)
            elif mark and value is None:
                yield self.styles.value(number, column, row, self.table.blank + raised(mark))
            else:
                yield self.styles.value(number, column, row, value, mark)

    def _sum(self, column: Column, row: Row, number: int, place: int) -> str:
        """Return the formula of a total, if the rows above do add up to it."""
        above = (other.values[number] for other in self.table.rows if other.kind == "data")
        if not column.additive or row.values[number] != sum(filter(_is_number, above)):
            return ""
        letter = letter_of(number + 1)
        return f"SUM({letter}{self.first_figure}:{letter}{place - 1})"

    def _formula(self, column: Column, row: Row, place: int) -> str:
        """Return the column's formula over this row; empty where a part of it is no number."""
        keys = _KEY_IN_FORMULA.findall(column.formula)
        known = [self.places[key] for key in keys if key in self.places]
        if not keys or len(known) < len(keys) or not all(_is_number(row.values[n]) for n in known):
            return ""
        at = {key: f"{letter_of(self.places[key] + 1)}{place}" for key in keys}
        return _KEY_IN_FORMULA.sub(lambda match: at[match[1]], column.formula)

    def _has_only_data_above(self, row: Row) -> bool:
        above = self.table.rows[: self.table.rows.index(row)]
        return bool(above) and all(other.kind == "data" for other in above)

    def _write_notes(self) -> None:
        notes = (*self.table.numbered_gap_notes, *self.table.notes)
        # The first column of a wide table is on every page, the notes on the first one.
        start = 1 if self.breaks else 0
        if notes:
            self._append()
        for note in notes:
            self._write_words(note, "note", start)
        self._write_lines(self.table.bottom, start)


def _is_number(value: CellValue) -> bool:
    return isinstance(value, int | Decimal)
