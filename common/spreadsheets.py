"""Tables from uploaded workbooks and text files, as plain rows.

A cell is a string, a number, a truth value or None; a date is a string as ISO 8601 writes it.
"""

import csv
import re
from dataclasses import dataclass

from common.sandbox import run_in_sandbox
from common.text import strip_controls
from common.uploads import Source, UploadError, read_upload, require_kind

CellValue = str | int | float | bool | None

MAX_ROWS = 50_000
MAX_COLUMNS = 1_000
_DELIMITERS = ("\t", ";", "|", ",")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_EXPECTED = re.compile(r"[А-Яа-яЁё«»—–№…„“”\u00a0°§·•’‘]")
_CAPITAL_INSIDE = re.compile(r"[а-яё][А-ЯЁ]")
_FREQUENT = re.compile(r"[оеаинтсрвлОЕАИНТСРВЛ]")


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, from its first row and column, less empty ends.

    `unsaved_formulas` are addresses («D17») of formulas for which the file holds no result:
    their cells are None and must not be taken for empty. `merged` are the ranges of merged cells
    as (top, left, bottom, right), counted from 0; only the first cell of each holds its value.
    """

    title: str
    rows: list[list[CellValue]]
    unsaved_formulas: tuple[str, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()


def read_workbook(source: Source, name: str) -> list[Sheet]:
    """Return the sheets of an XLSX file. Raises UploadError when it cannot be read safely."""
    return _read_workbook(source, name, "read_sheets")


def read_filled_form(source: Source, name: str) -> list[Sheet]:
    """Return the sheets of a form that the portal gave out, in which no formula is believed.

    The cell of every formula is None and among `unsaved_formulas`, whatever result the file holds.
    Raises UploadError when it cannot be read safely.
    """
    return _read_workbook(source, name, "read_filled_in")


def _read_workbook(source: Source, name: str, reader: str) -> list[Sheet]:
    data = read_upload(source, name)
    require_kind(data, name, "xlsx")
    sheets = run_in_sandbox(f"common.workbook_reader:{reader}", data, name=name)
    return [
        Sheet(
            sheet["title"],
            sheet["rows"],
            tuple(sheet["unsaved_formulas"]),
            tuple(map(tuple, sheet.get("merged", ()))),
        )
        for sheet in sheets
    ]


def read_text(source: Source, name: str) -> str:
    """Return the text of a file in UTF-8, UTF-16 or Windows-1251, less control characters.

    Raises UploadError when it is not text, or in another encoding.
    """
    data = read_upload(source, name)
    require_kind(data, name, "text")
    text = _decode(data, name)
    return strip_controls(text.replace("\r\n", "\n").replace("\r", "\n"))


def read_text_table(source: Source, name: str) -> list[list[str]]:
    """Return the rows of a CSV or TSV file; the delimiter is found out."""
    return split_table(read_text(source, name), name)


def split_table(text: str, name: str = "") -> list[list[str]]:
    """Split pasted or read `text` into rows of cells. Raises UploadError when it is too large."""
    delimiter = find_delimiter(text)
    rows = []
    try:
        for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter):
            rows.append([cell.strip() for cell in row])
            if len(rows) > MAX_ROWS or len(row) > MAX_COLUMNS:
                raise UploadError(
                    f"В таблице «{name}» больше {MAX_ROWS} строк или {MAX_COLUMNS} столбцов. "
                    "Разделите её на части."
                )
    except csv.Error as error:
        raise UploadError(
            f"Файл «{name}» не разобран на столбцы: ячейка длиннее 131 072 знаков "
            "или кавычки не закрыты. Сохраните таблицу как .xlsx."
        ) from error
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def find_delimiter(text: str) -> str:
    """Return what parts the columns: the first of tab, «;», «|», «,» that most lines agree on."""
    for delimiter in _DELIMITERS:
        lines = text[:100_000].splitlines(keepends=True)
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row)]
        except csv.Error:
            continue
        common = max(set(widths), key=widths.count, default=1)
        if common > 1 and widths.count(common) * 2 > len(widths):
            return delimiter
    return "\t"


def _decode(data: bytes, name: str) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp1251" or _reads_as_russian(text):
            return text
    raise UploadError(
        f"Файл «{name}» — не таблица или текст в неизвестной кодировке. "
        "Таблицу сохраните как «Текст Юникод», «CSV UTF-8» или как книгу .xlsx."
    )


def _reads_as_russian(text: str) -> bool:
    """KOI8-R and DOS text decoded as Windows-1251 gives rare letters and odd signs."""
    foreign = [sign for sign in text[:50_000] if ord(sign) > 127]
    letters = [sign for sign in foreign if _CYRILLIC.match(sign)]
    expected = sum(1 for sign in foreign if _EXPECTED.match(sign))
    frequent = sum(1 for sign in letters if _FREQUENT.match(sign))
    # KOI8-R turns small letters into capitals and capitals into small ones: «мЮГБЮМХЕ».
    turned = len(_CAPITAL_INSIDE.findall(text[:50_000]))
    return (
        expected >= len(foreign) * 0.9
        and frequent >= len(letters) * 0.4
        and turned * 20 <= len(letters)
    )
