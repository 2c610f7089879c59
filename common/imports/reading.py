"""From a file to rows of values, with a message for every cell that cannot be taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from common.imports.cells import CellError, words
from common.imports.columns import ImportColumn
from common.spreadsheets import CellValue, Sheet, read_text_table, read_workbook
from common.text import normalise
from common.uploads import Source, UploadError, read_upload, require_kind

if TYPE_CHECKING:
    from common.imports.importer import Importer

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
    """The sheet with the table: its columns by their letters, its rows, headings not known.

    `columns` go by the letter of the sheet, so that a fault can be told by its cell.
    """

    title: str
    columns: dict[str, ImportColumn]
    rows: list[ReadRow]
    unknown: list[str]

    @property
    def letters(self) -> Mapping[str, str]:
        """The letters of the columns by their fields."""
        return {column.field: letter for letter, column in self.columns.items()}

    def place(self, number: int, field_name: str) -> dict[str, str]:
        """Return where a fault is: sheet and cell, and the heading of the column."""
        letter = self.letters.get(field_name)
        heading = self.columns[letter].heading if letter else ""
        where = f"ячейка {letter}{number}" if letter else f"строка {number}"
        return {"place": f"Лист «{self.title}», {where}", "column": heading}


def read_file(source: Source, name: str) -> list[Sheet]:
    """Return the sheets of an XLSX file, or a CSV or TSV file as the sheet «CSV».

    Raises UploadError when it cannot be read safely.
    """
    data = read_upload(source, name)
    if require_kind(data, name, "xlsx", "text") == "xlsx":
        return read_workbook(data, name)
    rows: list[list[CellValue]] = [
        [cell or None for cell in row] for row in read_text_table(data, name)
    ]
    return [Sheet("CSV", rows)]


def find_table(sheets: list[Sheet], importer: "Importer") -> Sheet:
    """Return the sheet that holds the importer's table. Raises UploadError when none does."""
    for sheet in sheets:
        if _heading_line(sheet, importer) is not None:
            return sheet
    raise UploadError(
        f"В файле не найдена строка заголовков {importer.expected}. "
        "Возьмите за основу шаблон с этой страницы."
    )


def read_table(sheet: Sheet, importer: "Importer", lookup: Any) -> ReadSheet:
    """Read all rows below the headings.

    Raises UploadError when a column stands twice, or there are no rows or more than MAX_ROWS.
    """
    line = _heading_line(sheet, importer) or 0
    columns, unknown = _match_headings(sheet, line, importer)
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
    letters = {get_column_letter(at + 1): column for at, column in columns.items()}
    return ReadSheet(sheet.title, letters, rows, unknown)


def heading_key(cell: CellValue) -> str:
    """Return a heading comparable with others: «№ Код *» is «код»."""
    return normalise(words(cell).strip(" *:.№"))


def _heading_line(sheet: Sheet, importer: "Importer") -> int | None:
    for line, cells in enumerate(sheet.rows[:HEADING_LINES]):
        known = {column.field for cell in cells if (column := importer.column_of(cell))}
        if importer.is_heading_line(known):
            return line
    return None


def _match_headings(
    sheet: Sheet, line: int, importer: "Importer"
) -> tuple[dict[int, ImportColumn], list[str]]:
    columns: dict[int, ImportColumn] = {}
    unknown = []
    for at, cell in enumerate(sheet.rows[line]):
        column = importer.column_of(cell)
        if column is None and words(cell):
            unknown.append(words(cell)[:80])
        if column is None:
            continue
        if column.field in {each.field for each in columns.values()}:
            raise UploadError(
                f"Лист «{sheet.title}»: столбец «{words(cell)}» "
                f"({get_column_letter(at + 1)}) повторяет другой. Оставьте один из них."
            )
        columns[at] = column
    return columns, unknown


def _read_row(
    number: int,
    cells: list[CellValue],
    columns: dict[int, ImportColumn],
    sheet: Sheet,
    lookup: Any,
) -> ReadRow:
    row = ReadRow(number)
    for at, column in columns.items():
        try:
            if f"{get_column_letter(at + 1)}{number}" in sheet.unsaved_formulas:
                raise CellError("в ячейке формула без результата. Впишите само значение.")
            value = column.read(cells[at] if at < len(cells) else None, lookup)
            if column.is_required and value in (None, ""):
                raise CellError(f"не заполнено поле «{column.heading}». Впишите значение.")
            row.values[column.field] = value
        except CellError as error:
            row.errors.append((column.field, str(error)))
    return row
