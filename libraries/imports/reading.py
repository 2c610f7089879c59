"""From a workbook to rows of values, with a message for every cell that cannot be taken."""

from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from common.spreadsheets import CellValue, Sheet
from common.text import normalise
from common.uploads import UploadError
from libraries.imports.cells import CellError, words
from libraries.imports.columns import COLUMNS, RegistryColumn
from libraries.imports.lookup import Lookup

HEADING_LINES = 20
MAX_ROWS = 3_000


@dataclass
class ReadRow:
    """A row of the file: `values` by field, `errors` as (field, message)."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class ReadSheet:
    """The sheet with libraries: letters of the columns by field, rows, headings not known."""

    title: str
    letters: dict[str, str]
    rows: list[ReadRow]
    unknown: list[str]


def read_registry(sheets: list[Sheet], lookup: Lookup) -> ReadSheet:
    """Find the sheet and its headings, and read all rows below them.

    Raises UploadError when no sheet has the column «Код», a column stands twice, or there are no
    rows or more than MAX_ROWS.
    """
    sheet, line = _find_headings(sheets)
    columns, unknown = _match_headings(sheet, line)
    rows = [
        _read_row(number, cells, columns, sheet, lookup)
        for number, cells in enumerate(sheet.rows[line + 1 :], start=line + 2)
        if any(words(cell) for cell in cells)
    ]
    if not rows:
        raise UploadError(f"На листе «{sheet.title}» под заголовками нет ни одной строки.")
    if len(rows) > MAX_ROWS:
        raise UploadError(
            f"На листе «{sheet.title}» больше {MAX_ROWS} строк. Загрузите файл по частям."
        )
    letters = {column.field: get_column_letter(at + 1) for at, column in columns.items()}
    return ReadSheet(sheet.title, letters, rows, unknown)


def _heading_key(cell: CellValue) -> str:
    return normalise(words(cell).strip(" *:.№"))


_BY_HEADING = {
    normalise(heading): column
    for column in COLUMNS
    for heading in (column.heading, *column.other_headings)
}
_CODE_HEADINGS = {heading for heading, column in _BY_HEADING.items() if column.field == "code"}


def _find_headings(sheets: list[Sheet]) -> tuple[Sheet, int]:
    for sheet in sheets:
        for line, cells in enumerate(sheet.rows[:HEADING_LINES]):
            keys = {_heading_key(cell) for cell in cells}
            if keys & _CODE_HEADINGS and len(keys & _BY_HEADING.keys()) > 1:
                return sheet, line
    raise UploadError(
        "В файле не найдена строка заголовков со столбцами «Код» и «Название». "
        "Возьмите за основу шаблон с этой страницы."
    )


def _match_headings(sheet: Sheet, line: int) -> tuple[dict[int, RegistryColumn], list[str]]:
    columns: dict[int, RegistryColumn] = {}
    unknown = []
    for at, cell in enumerate(sheet.rows[line]):
        column = _BY_HEADING.get(_heading_key(cell))
        if column in columns.values() and column is not None:
            raise UploadError(
                f"Лист «{sheet.title}»: столбец «{words(cell)}» "
                f"({get_column_letter(at + 1)}) повторяет другой. Оставьте один из них."
            )
        if column is not None:
            columns[at] = column
        elif words(cell):
            unknown.append(words(cell)[:80])
    return columns, unknown


def _read_row(
    number: int,
    cells: list[CellValue],
    columns: dict[int, RegistryColumn],
    sheet: Sheet,
    lookup: Lookup,
) -> ReadRow:
    row = ReadRow(number)
    for at, column in columns.items():
        try:
            if f"{get_column_letter(at + 1)}{number}" in sheet.unsaved_formulas:
                raise CellError("в ячейке формула без результата. Впишите само значение.")
            value = column.read(cells[at] if at < len(cells) else None, lookup)
            if column.is_required and value in (None, ""):
                raise CellError(f"не заполнено поле «{column.heading}».")
            row.values[column.field] = value
        except CellError as error:
            row.errors.append((column.field, str(error)))
    return row
