"""A sheet written row by row: openpyxl makes the book, a row goes into its sheet as one piece.

openpyxl makes an object a cell and calls its stream a dozen times for each, which took two thirds
of the time of a workbook. A row written by ourselves also holds the value of a formula beside it:
without one a preview, a phone or Excel in protected view shows an empty total.
"""

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import count
from typing import NamedTuple
from xml.sax.saxutils import escape

from lxml.etree import fromstring
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from common.tables import CellValue

letter_of = cache(get_column_letter)


class SheetCell(NamedTuple):
    """A cell: the number of its look in the book, its value, and the formula that gives it.

    A date has no time zone.
    """

    style: int
    value: CellValue
    formula: str = ""


class StyledSheet(WriteOnlyWorksheet):
    """A write-only sheet whose rows consist of `SheetCell`s and of None for nothing.

    `heights` are those of rows by number; a row's is told before the row is appended.
    """

    def __init__(self, parent: Workbook, title: str) -> None:
        super().__init__(parent, title)
        self.heights: dict[int, float] = {}

    def _write_rows(self) -> Iterator[None]:
        stream = self._writer.xf.send(True)
        with stream.element("sheetData"):
            for number in count(1):
                try:
                    cells = yield
                except GeneratorExit:
                    break
                stream.write(fromstring(_row(number, cells, self.heights.get(number))))
        self._writer.xf.send(None)


def create_sheet(book: Workbook, title: str) -> StyledSheet:
    """Add a sheet at the end of a write-only book."""
    sheet = StyledSheet(book, title)
    book._add_sheet(sheet)
    return sheet


def _row(number: int, cells: Iterable[SheetCell | None], height: float | None) -> str:
    high = f' ht="{height:g}" customHeight="1"' if height else ""
    told = "".join(
        _cell(f"{letter_of(place)}{number}", cell)
        for place, cell in enumerate(cells, 1)
        if cell is not None
    )
    return f'<row r="{number}"{high}>{told}</row>'


def _cell(place: str, cell: SheetCell) -> str:
    style, value, formula = cell
    head = f'<c r="{place}" s="{style}"'
    if value is None or value == "":
        return f"{head}/>"
    if isinstance(value, str):
        return f'{head} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    computed = f"<f>{escape(formula)}</f>" if formula else ""
    return f"{head}>{computed}<v>{_number(value)}</v></c>"


def _number(value: CellValue) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(to_excel(value) if isinstance(value, datetime.date) else value)
