"""Reads a workbook inside the sandbox: called there by name, never in the portal's process."""

import datetime
import io
import itertools
import math
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from common.text import strip_controls
from common.uploads import UploadError

MAX_SHEETS = 50
# A form for each library of the largest organisations.
MAX_FORM_SHEETS = 150
MAX_ROWS = 50_000
MAX_COLUMNS = 1_000
MAX_CELLS = 2_000_000
MAX_LETTERS = 20_000_000
MAX_MERGED = 20_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')


class _Budget:
    """Counts what a workbook has yielded: a shared string can stand in a million cells."""

    def __init__(self) -> None:
        self.cells = 0
        self.letters = 0

    def spend(self, row: list[Any]) -> None:
        self.cells += len(row)
        self.letters += sum(len(cell) for cell in row if isinstance(cell, str))
        if self.cells > MAX_CELLS or self.letters > MAX_LETTERS:
            raise UploadError(
                "В файле слишком много ячеек или текста. Оставьте в нём одну таблицу."
            )


def read_sheets(data: bytes) -> list[dict[str, Any]]:
    """Return the sheets as dictionaries: title, rows, unsaved_formulas, merged."""
    warnings.simplefilter("ignore")
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    if len(book.worksheets) > MAX_SHEETS:
        raise UploadError(f"В файле больше {MAX_SHEETS} листов. Оставьте только нужные.")
    budget = _Budget()
    sheets = [
        {
            "title": strip_controls(sheet.title),
            "rows": _rows(sheet, budget, _cells(sheet)),
            "unsaved_formulas": [],
            "merged": _merged(data, sheet),
        }
        for sheet in book.worksheets
    ]
    if _has_formulas(data):
        _mark_unsaved_formulas(data, sheets)
    return sheets


def _merged(data: bytes, sheet: Any) -> list[tuple[int, int, int, int]]:
    """Return the merged ranges of a sheet as top, left, bottom, right, counted from 0.

    The fast way of reading, which alone is safe with hostile files, leaves them out.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(sheet._worksheet_path)
    found = itertools.islice(_MERGED.finditer(xml), MAX_MERGED)
    ranges = (range_boundaries(match[1].decode()) for match in found)
    return [(top - 1, left - 1, bottom - 1, right - 1) for left, top, right, bottom in ranges]


def read_text(data: bytes) -> str:
    """Return the words of all sheets, a row a line."""
    lines = []
    for sheet in read_sheets(data):
        lines.append(sheet["title"])
        lines += ["\t".join(str(cell) for cell in row if cell is not None) for row in sheet["rows"]]
    return "\n".join(lines)


def read_filled_in(data: bytes) -> list[dict[str, Any]]:
    """Return the sheets of a form that the portal gave out, as `read_sheets` does.

    What a formula came to in the program that saved the file is not believed: its cell is None,
    and it is among the unsaved formulas.
    """
    warnings.simplefilter("ignore")
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    if len(book.worksheets) > MAX_FORM_SHEETS:
        raise UploadError(f"В файле больше {MAX_FORM_SHEETS} листов. Это не бланк портала.")
    budget = _Budget()
    return [_filled_in(sheet, budget) for sheet in book.worksheets]


def _filled_in(sheet: Any, budget: _Budget) -> dict[str, Any]:
    formulas: list[str] = []
    rows = _rows(sheet, budget, _without_formulas(sheet, formulas))
    return {"title": strip_controls(sheet.title), "rows": rows, "unsaved_formulas": formulas}


def _without_formulas(sheet: Any, formulas: list[str]) -> Iterator[list[Any]]:
    for cells in _cells(sheet, values_only=False):
        formulas += [
            f"{get_column_letter(cell.column)}{cell.row}" for cell in cells if _is_formula(cell)
        ]
        yield [None if _is_formula(cell) else cell.value for cell in cells]


def _is_formula(cell: Any) -> bool:
    return getattr(cell, "data_type", "") == "f"


def _cells(sheet: Any, values_only: bool = True) -> Iterator[tuple[Any, ...]]:
    # The dimension that a sheet declares is not to be believed: 17 billion cells in 5 KB.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=values_only), start=1):
        if number > MAX_ROWS:
            raise UploadError(
                f"На листе «{sheet.title}» больше {MAX_ROWS} строк. Удалите лишние строки "
                "под таблицей или разделите её на части."
            )
        yield row


def _rows(sheet: Any, budget: _Budget, lines: Iterable[Sequence[Any]]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for row in lines:
        cells = [_plain(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            raise UploadError(
                f"На листе «{sheet.title}» больше {MAX_COLUMNS} столбцов. "
                "Удалите лишние столбцы справа от таблицы."
            )
        budget.spend(cells)
        rows.append(cells)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _plain(value: Any) -> Any:
    """Return `value` as JSON can hold it: clean text, a finite number, a date as ISO text."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        return _plain_number(value)
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    return strip_controls(str(value)).strip() or None


def _plain_number(value: float) -> int | float | str:
    if not math.isfinite(value):
        return str(value)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(
            mark in archive.read(member)
            for member in archive.namelist()
            if member.startswith("xl/worksheets/") and member.endswith(".xml")
            for mark in (b"<f>", b"<f ", b":f>", b":f ")
        )


def _mark_unsaved_formulas(data: bytes, sheets: list[dict[str, Any]]) -> None:
    """Note the formulas that were never computed: programs write them without a result."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    for sheet, read in zip(book.worksheets, sheets, strict=True):
        sheet.reset_dimensions()
        rows = read["rows"]
        for cells in sheet.iter_rows(max_row=MAX_ROWS):
            for cell in cells:
                if _is_formula(cell) and not _is_filled(rows, cell):
                    read["unsaved_formulas"].append(f"{get_column_letter(cell.column)}{cell.row}")


def _is_filled(rows: list[list[Any]], cell: Any) -> bool:
    row, column = cell.row - 1, cell.column - 1
    return row < len(rows) and column < len(rows[row]) and rows[row][column] is not None
