"""The summary's workbook against XlsxWriter writing the same cells."""

from decimal import Decimal
from io import BytesIO

import xlsxwriter

from benchmarks.measure import Comparison
from common.tables import CellValue, Table, TableSet
from reports.documents.regional_summary import RegionalSummary
from reports.xlsx import render_xlsx


def comparison(document: RegionalSummary) -> Comparison:
    sheets = document.sheets()
    return Comparison(
        "Свод в XLSX / XlsxWriter, те же ячейки",
        lambda: render_xlsx(sheets),
        lambda: bare_workbook(sheets),
        2.5,
    )


def bare_workbook(content: TableSet) -> bytes:
    """Write headings and values, with a number format by column and no other looks."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for table in content.tables:
        _write(book, table)
    book.close()
    return buffer.getvalue()


def _write(book: xlsxwriter.Workbook, table: Table) -> None:
    sheet = book.add_worksheet()
    for line, cells in enumerate(table.header_rows()):
        for cell in cells:
            sheet.write(line, cell.start, cell.title)
    formats = [
        book.add_format({"num_format": f"#,##0.{'0' * one.places}" if one.places else "#,##0"})
        for one in table.columns
    ]
    for line, row in enumerate(table.rows, table.depth):
        for place, value in enumerate(row.values):
            sheet.write(line, place, _plain(value), formats[place])


def _plain(value: CellValue) -> int | float | str | None:
    return float(value) if isinstance(value, Decimal) else value
