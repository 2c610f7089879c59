"""The looks of cells in workbooks, registered once a book and reused for every sheet and row."""

import datetime
from collections.abc import Callable

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from common.gaps import raised
from common.tables import CellValue, Column, Row

_FONT = "Liberation Serif"
_THIN = Side(style="thin", color="FF808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TINT = PatternFill("solid", fgColor="FFF0F0F0")
_DANGEROUS = ("=", "+", "-", "@")
_LONGEST_TEXT = 32_767
_DATE_FORMATS = {"day": "dd.mm.yyyy", "moment": "dd.mm.yyyy hh:mm"}
_FONTS = {
    "title": Font(name=_FONT, size=14, bold=True),
    "note": Font(name=_FONT, size=10, italic=True),
    "line_text": Font(name=_FONT, size=11),
    "line_bold": Font(name=_FONT, size=11, bold=True),
    "line_right": Font(name=_FONT, size=11),
    "header": Font(name=_FONT, size=10, bold=True),
    "heading": Font(name=_FONT, size=11, bold=True),
    "data": Font(name=_FONT, size=11),
    "numbering": Font(name=_FONT, size=9),
    "subtotal": Font(name=_FONT, size=11, bold=True),
    "total": Font(name=_FONT, size=11, bold=True),
}


def plain_text(text: str) -> str:
    """Return `text` without characters that a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_TEXT]


def number_format(column: Column, row: Row, mark: int | None = None) -> str:
    """Return the format of a column's numbers, as Excel writes it in any language.

    The `mark` of a note is a part of the format, so that the number stays a number.
    """
    if column.kind == "ordinal":
        return "0"
    places = column.places_in(row)
    digits = "#,##0" + ("." + "0" * places if places else "")
    if mark:
        digits += f'"{raised(mark)}"'
    return f"+{digits};-{digits};{digits}" if column.signed else digits


class CellStyles:
    """Styled cells of one sheet; a cell is valid until the next one of its column is asked.

    `registered` is shared by the sheets of a book: to openpyxl every assignment of a font or a
    border means a search through all of them, so each look is assigned once a book.
    """

    def __init__(self, sheet: WriteOnlyWorksheet, registered: dict[tuple, StyleArray]) -> None:
        self.sheet = sheet
        self._registered = registered
        self._made: dict[tuple[int, str, str, int | None], Cell] = {}

    def words(self, text: str, look: str) -> Cell:
        """Return a new cell with `text` of a title, a heading or a note."""
        return _put_text(self._dressed((look,), lambda cell: _dress_words(cell, look)), text)

    def value(
        self, number: int, column: Column, row: Row, value: CellValue, mark: int | None = None
    ) -> Cell:
        """Return the cell of `column` with `value`; text never becomes a formula.

        `mark` is the number of the note about a figure.
        """
        if isinstance(value, str):
            look = "quoted" if value.startswith(_DANGEROUS) else "text"
            return _put_text(self._cell(number, column, row, look), value)
        if isinstance(value, datetime.date):
            return _put_day(self._cell(number, column, row, _look_of(value)), value)
        cell = self._cell(number, column, row, "number", mark)
        cell._value = value
        cell.data_type = "n"
        return cell

    def formula(
        self, number: int, column: Column, row: Row, formula: str, mark: int | None = None
    ) -> Cell:
        cell = self._cell(number, column, row, "number", mark)
        cell.value = formula
        return cell

    def _cell(
        self, number: int, column: Column, row: Row, look: str, mark: int | None = None
    ) -> Cell:
        key = (number, row.kind, f"{look} {row.level} {row.places}", mark)
        if key not in self._made:
            shown = number_format(column, row, mark)
            spec = (look, row.kind, row.level, column.kind, shown)
            self._made[key] = self._dressed(
                spec, lambda cell: _dress(cell, column, row, look, shown)
            )
        return self._made[key]

    def _dressed(self, spec: tuple, dress: Callable[[Cell], None]) -> Cell:
        """Return a new cell in the look `spec`, which `dress` puts on for the first time."""
        cell = WriteOnlyCell(self.sheet)
        if spec in self._registered:
            cell._style = self._registered[spec]
        else:
            dress(cell)
            self._registered[spec] = cell._style
        return cell


def _dress_words(cell: Cell, look: str) -> None:
    cell.font = _FONTS[look]
    if look == "header":
        cell.alignment = Alignment("center", "center", wrap_text=True)
    if look.startswith(("line_", "title", "note")):
        side = "right" if look == "line_right" else "left"
        cell.alignment = Alignment(side, "top", wrap_text=True)
    if look in ("header", "heading"):
        cell.border, cell.fill = _BORDER, _TINT


def _dress(cell: Cell, column: Column, row: Row, look: str, shown: str) -> None:
    cell.font, cell.border = _FONTS[row.kind], _BORDER
    side = "right" if column.is_figure else "left"
    if row.kind == "numbering" or column.kind in ("date", "ordinal"):
        side = "center"
    cell.alignment = Alignment(
        side, "top", wrap_text=column.kind == "text", indent=row.level if side == "left" else 0
    )
    if look == "number":
        cell.number_format = shown
    elif look in _DATE_FORMATS:
        cell.number_format = _DATE_FORMATS[look]
    cell.quotePrefix = look == "quoted"


def _look_of(day: datetime.date) -> str:
    return "moment" if isinstance(day, datetime.datetime) else "day"


def _put_day(cell: Cell, day: datetime.date) -> Cell:
    """Put a true date, which Excel sorts and counts; of a moment its local time."""
    cell._value = day.replace(tzinfo=None) if isinstance(day, datetime.datetime) else day
    cell.data_type = "d"
    return cell


def _put_text(cell: Cell, text: str) -> Cell:
    cell._value = plain_text(text)
    cell.data_type = "s"
    return cell
