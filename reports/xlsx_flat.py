"""A long list as a workbook, written row by row: a new sheet where one is full."""

from collections.abc import Iterable, Sequence
from itertools import chain, count, islice
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from common.tables import Column, Row, TableSet
from reports.xlsx import new_book, write_sheet
from reports.xlsx_page import LINE_HEIGHT, lines_needed
from reports.xlsx_sheet import StyledSheet, create_sheet, letter_of
from reports.xlsx_styles import CellStyles

SHEET = "Значения"
# Excel holds 1,048,576 rows a sheet, the headings among them.
MOST_ROWS = 1_000_000


def write_flat(
    content: TableSet,
    columns: Sequence[Column],
    rows: Iterable[Row],
    stream: BinaryIO,
    author: str = "",
) -> None:
    """Write `rows` into sheets «Значения», «Значения 2» …, and the tables of `content` after."""
    book, looks = new_book(content.title, author), {}
    rest = iter(rows)
    for number in count(1):
        first = next(rest, None)
        if first is None and number > 1:
            break
        page = chain([first] if first else [], islice(rest, MOST_ROWS - 1))
        title = SHEET if number == 1 else f"{SHEET} {number}"
        _write_page(create_sheet(book, title), columns, page, looks)
    for table in content.tables:
        write_sheet(create_sheet(book, table.sheet or table.title), table, content, looks)
    _save(book, stream)


def _write_page(
    sheet: StyledSheet,
    columns: Sequence[Column],
    rows: Iterable[Row],
    looks: dict[tuple, int],
) -> None:
    styles = CellStyles(sheet, looks)
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[letter_of(place)].width = column.width
    lines = max(lines_needed(column.full_title, column.width, 1.3) for column in columns)
    sheet.heights[1] = lines * LINE_HEIGHT
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.append([styles.words(column.full_title, "header") for column in columns])
    last = 1
    for last, row in enumerate(rows, 2):  # noqa: B007 (tells where the filter ends)
        values = zip(columns, row.values, strict=True)
        sheet.append(
            [
                styles.value(place, column, row, value)
                for place, (column, value) in enumerate(values)
            ]
        )
    sheet.auto_filter.ref = f"A1:{letter_of(len(columns))}{last}"


def _save(book: Workbook, stream: BinaryIO) -> None:
    ExcelWriter(book, ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=6)).save()
