"""Workbooks that can be corrected and imported again: a list as it is, and an empty template."""

import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from common.imports.columns import ImportColumn
from common.spreadsheets import CellValue

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REFERENCE = "Справочник"
_LAST_ROW = 3_000


def write_rows(
    title: str, columns: Sequence[ImportColumn], rows: Iterable[Any], remark: str = ""
) -> bytes:
    """Return a workbook with one line a row, fit to be corrected and imported again.

    `remark` stands above the headings, where the table needs a word of explanation.
    """
    book = Workbook(write_only=True)
    sheet = _sheet_with_headings(book, title, columns, remark)
    for row in rows:
        sheet.append([_cell(sheet, column.write(row)) for column in columns])
    return _saved(book)


def write_template(
    title: str,
    columns: Sequence[ImportColumn],
    allowed: Mapping[str, Sequence[str]],
    choices: Mapping[str, str],
) -> bytes:
    """Return a workbook to fill in: headings, an example, lists of allowed values.

    `allowed` are the lists by their headings; `choices` tell which list a field takes, and Excel
    offers its values in the cells.
    """
    book = Workbook(write_only=True)
    sheet = _sheet_with_headings(book, title, columns)
    _offer_choices(sheet, columns, list(allowed), choices)
    example = _sheet_with_headings(book, "Пример", columns)
    example.append([_cell(example, column.example) for column in columns])
    if allowed:
        _write_reference(book, allowed)
    return _saved(book)


def workbook_response(content: bytes, name: str) -> HttpResponse:
    """Return the workbook as a file to keep, called «`name`.xlsx»."""
    kept = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx")
    return HttpResponse(
        content, content_type=CONTENT_TYPE, headers={"Content-Disposition": kept or "attachment"}
    )


def on_day(name: str, day: datetime.date | None = None) -> str:
    """Return the name of a file with a list as of `day`, or today: «Кадры на 28.11.2026»."""
    return f"{name} на {day or timezone.localdate():%d.%m.%Y}"


def _write_reference(book: Workbook, allowed: Mapping[str, Sequence[str]]) -> None:
    reference = book.create_sheet(REFERENCE)
    for at in range(len(allowed)):
        reference.column_dimensions[get_column_letter(at + 1)].width = 44
    reference.append([_cell(reference, heading, bold=True) for heading in allowed])
    for line in range(max(map(len, allowed.values()))):
        row = [values[line] if line < len(values) else None for values in allowed.values()]
        reference.append([_cell(reference, value) for value in row])


def _offer_choices(
    sheet: Any, columns: Sequence[ImportColumn], lists: list[str], choices: Mapping[str, str]
) -> None:
    for at, column in enumerate(columns, start=1):
        if column.field in choices:
            letter = get_column_letter(lists.index(choices[column.field]) + 1)
            rule = DataValidation(
                type="list", formula1=f"{REFERENCE}!${letter}$2:${letter}$500", allow_blank=True
            )
            rule.error, rule.errorTitle = "Выберите значение из списка.", column.heading
            place = get_column_letter(at)
            rule.add(f"{place}2:{place}{_LAST_ROW}")
            sheet.data_validations.append(rule)


def _sheet_with_headings(
    book: Workbook, title: str, columns: Sequence[ImportColumn], remark: str = ""
) -> Any:
    sheet = book.create_sheet(title)
    for at, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.freeze_panes = "C3" if remark else "C2"
    if remark:
        sheet.append([_cell(sheet, remark)])
    sheet.append([_cell(sheet, column.heading, bold=True) for column in columns])
    return sheet


def _cell(sheet: Any, value: CellValue, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        # Text stays text: «=1+1» in a name must never become a formula.
        cell.data_type = "s"
    elif hasattr(value, "isoformat"):
        cell.number_format = "dd.mm.yyyy"
    if bold:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
