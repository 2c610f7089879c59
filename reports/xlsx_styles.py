"""The looks of cells in workbooks, registered once a book and reused for every sheet and row."""

import datetime
from collections.abc import Callable

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from common.gaps import raised
from common.tables import CellValue, Column, Row
from reports.xlsx_page import FONT
from reports.xlsx_sheet import SheetCell, StyledSheet

_THIN = Side(style="thin", color="FF808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TINT = PatternFill("solid", fgColor="FFF0F0F0")
_DANGEROUS = ("=", "+", "-", "@")
_LONGEST_TEXT = 32_767
_DATE_FORMATS = {"day": "dd.mm.yyyy", "moment": "dd.mm.yyyy hh:mm"}
_FONTS = {
    "title": Font(name=FONT, size=14, bold=True),
    "note": Font(name=FONT, size=10, italic=True),
    "line_text": Font(name=FONT, size=11),
    "line_bold": Font(name=FONT, size=11, bold=True),
    "line_right": Font(name=FONT, size=11),
    "header": Font(name=FONT, size=10, bold=True),
    "heading": Font(name=FONT, size=11, bold=True),
    "data": Font(name=FONT, size=11),
    "numbering": Font(name=FONT, size=9),
    "subtotal": Font(name=FONT, size=11, bold=True),
    "total": Font(name=FONT, size=11, bold=True),
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
    """The looks of one sheet's cells.

    `registered` is shared by the sheets of a book: to openpyxl every assignment of a font or a
    border means a search through all of them, so each look is assigned once a book.
    """

    def __init__(self, sheet: StyledSheet, registered: dict[tuple, int]) -> None:
        self.sheet = sheet
        self._registered = registered
        self._made: dict[tuple, int] = {}

    def words(self, text: str, look: str) -> SheetCell:
        """Return a cell with `text` of a title, a heading or a note."""
        style = self._registered_as((look,), lambda cell: _dress_words(cell, look))
        return SheetCell(style, plain_text(text))

    def value(
        self, number: int, column: Column, row: Row, value: CellValue, mark: int | None = None
    ) -> SheetCell:
        """Return the cell of `column` with `value`; text never becomes a formula.

        `mark` is the number of the note about a figure.
        """
        if isinstance(value, str):
            look = "quoted" if value.startswith(_DANGEROUS) else "text"
            return SheetCell(self._style(number, column, row, look), plain_text(value))
        if isinstance(value, datetime.date):
            return SheetCell(self._style(number, column, row, _look_of(value)), _local(value))
        return SheetCell(self._style(number, column, row, "number", mark), value)

    def formula(
        self,
        number: int,
        column: Column,
        row: Row,
        formula: str,
        value: CellValue,
        mark: int | None = None,
    ) -> SheetCell:
        """Return the cell of `column` with a formula, and the value that it gives now."""
        return SheetCell(self._style(number, column, row, "number", mark), value, formula)

    def _style(
        self, number: int, column: Column, row: Row, look: str, mark: int | None = None
    ) -> int:
        key = (number, row.kind, look, row.level, row.places, mark)
        if key not in self._made:
            shown = number_format(column, row, mark)
            spec = (look, row.kind, row.level, column.kind, shown)
            self._made[key] = self._registered_as(
                spec, lambda cell: _dress(cell, column, row, look, shown)
            )
        return self._made[key]

    def _registered_as(self, spec: tuple, dress: Callable[[Cell], None]) -> int:
        """Return the number of the look `spec`, which `dress` puts on for the first time."""
        if spec not in self._registered:
            cell = WriteOnlyCell(self.sheet)
            dress(cell)
            self._registered[spec] = cell.style_id
        return self._registered[spec]


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


def _local(day: datetime.date) -> datetime.date:
    """Return a true date, which Excel sorts and counts; of a moment its local time."""
    return day.replace(tzinfo=None) if isinstance(day, datetime.datetime) else day
