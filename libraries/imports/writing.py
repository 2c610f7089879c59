"""Workbooks of the registry: the list as it is filtered, and an empty template."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from common.spreadsheets import CellValue
from libraries.imports.columns import COLUMNS
from libraries.models import Library, Organisation, Territory

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LAST_ROW = 3_000


def write_libraries(libraries: Iterable[Library]) -> bytes:
    """Return a workbook with one row a library, fit to be corrected and imported again."""
    book = Workbook(write_only=True)
    sheet = _sheet_with_headings(book, "Библиотеки")
    for library in libraries:
        sheet.append([_cell(sheet, column.write(library)) for column in COLUMNS])
    return _saved(book)


def write_template() -> bytes:
    """Return a workbook to fill in: headings, lists of allowed values, an example."""
    book = Workbook(write_only=True)
    sheet = _sheet_with_headings(book, "Библиотеки")
    _offer_choices(sheet)
    example = _sheet_with_headings(book, "Пример")
    example.append([_cell(example, column.example) for column in COLUMNS])
    reference = book.create_sheet("Справочник")
    lists = _allowed_values()
    for at in range(len(lists)):
        reference.column_dimensions["ABCDE"[at]].width = 44
    reference.append([_cell(reference, heading, bold=True) for heading in lists])
    for line in range(max(map(len, lists.values()))):
        row = [values[line] if line < len(values) else None for values in lists.values()]
        reference.append([_cell(reference, value) for value in row])
    return _saved(book)


def _allowed_values() -> dict[str, Sequence[str]]:
    return {
        "Вид": Library.Kind.labels,
        "Тип населённого пункта": Library.Settlement.labels,
        "Да или нет": ["да", "нет"],
        "Учреждение": list(Organisation.objects.values_list("name", flat=True)),
        "Территория": list(Territory.objects.values_list("name", flat=True)),
    }


def _offer_choices(sheet: object) -> None:
    """Let Excel offer the allowed values in the columns that have them."""
    lists = {
        "kind": "A",
        "settlement": "B",
        "has_mfc": "C",
        "has_legal_centre": "C",
        "organisation_id": "D",
        "territory_id": "E",
    }
    for at, column in enumerate(COLUMNS):
        if letter := lists.get(column.field):
            rule = DataValidation(
                type="list", formula1=f"Справочник!${letter}$2:${letter}$500", allow_blank=True
            )
            rule.error, rule.errorTitle = "Выберите значение из списка.", column.heading
            place = chr(ord("A") + at)
            rule.add(f"{place}2:{place}{_LAST_ROW}")
            sheet.data_validations.append(rule)


def _sheet_with_headings(book: Workbook, title: str) -> object:
    sheet = book.create_sheet(title)
    for at, column in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + at)].width = column.width
    sheet.freeze_panes = "C2"
    sheet.append([_cell(sheet, column.heading, bold=True) for column in COLUMNS])
    return sheet


def _cell(sheet: object, value: CellValue, bold: bool = False) -> WriteOnlyCell:
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
