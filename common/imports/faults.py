"""The wrong cells of a table that waits: counted by column, shown by pages, given as a workbook."""

import io
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from common.imports.records import PreviewedImport

ON_A_PAGE = 100
HEADINGS = ("Где", "Строка", "Столбец", "Запись", "Что исправить")
_WIDTHS = (30, 9, 26, 40, 70)


@dataclass(frozen=True)
class CellFault:
    """A cell, whose record it is in, and what to do about it."""

    place: str
    line: int
    column: str
    label: str
    message: str


@dataclass(frozen=True)
class FaultList:
    """The faults of a table; `page` shows those of the chosen column, all of them by default."""

    count: int
    by_column: list[tuple[str, int]]
    column: str
    page: Page


def faults_of(found: PreviewedImport) -> list[CellFault]:
    """Return the faults in the order of the file."""
    return [
        CellFault(error["place"], row["number"], error["column"], row["label"], error["message"])
        for row in found.rows_of("refused")
        for error in row["errors"]
    ]


def list_faults(found: PreviewedImport, column: str = "", page: Any = 1) -> FaultList:
    """Return page `page` of the faults of `column`, and how many there are of each column."""
    faults = faults_of(found)
    by_column = Counter(fault.column for fault in faults).most_common()
    chosen = column if column in dict(by_column) else ""
    shown = [fault for fault in faults if chosen in ("", fault.column)]
    return FaultList(len(faults), by_column, chosen, Paginator(shown, ON_A_PAGE).get_page(page))


def write_faults(found: PreviewedImport) -> bytes:
    """Return the faults as a workbook to work through beside the table."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Что исправить")
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, heading, bold=True) for heading in HEADINGS])
    faults = faults_of(found)
    for each in faults:
        told = (each.place, each.line, each.column, each.label, each.message)
        sheet.append([_cell(sheet, value) for value in told])
    sheet.auto_filter.ref = f"A1:E{len(faults) + 1}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # what the table said must not become a formula
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
