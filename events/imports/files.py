"""A plan's file of any format, read into one RawTable."""

import io
import zipfile
from collections.abc import Callable

from common.sandbox import run_in_sandbox
from common.spreadsheets import CellValue, Sheet, read_text, read_text_table, read_workbook
from common.uploads import Source, UploadError, read_upload, require_kind
from events.imports.clipboard import read_paste
from events.imports.headings import find_heading
from events.imports.own import about_own, own_table
from events.imports.tables import RawRow, RawTable, checked, plain_row
from events.own_files import BY_MONTHS, EXTRACT, MARK

# Programs give out pages with tables under the names «.doc» and «.xls».
_PAGES = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"<head")
# A line between two parts of the table, up to this length, is a heading of a section.
MAX_HEADING = 200


def read_file(source: Source, name: str) -> RawTable:
    """Return the plan's table from a DOCX, XLSX, TSV or CSV file.

    Raises UploadError, with what to do, for anything else.
    """
    data = read_upload(source, name)
    readers: dict[str, Callable[[bytes, str], RawTable]] = {
        "docx": _from_document,
        "xlsx": _from_workbook,
        "text": _from_text,
    }
    kind = require_kind(data, name, "docx", "xlsx", "text")
    own = _from_own(kind, data, name) if kind != "text" else None
    return checked(own or readers[kind](data, name), name)


def _from_own(kind: str, data: bytes, name: str) -> RawTable | None:
    """Return the plan of the portal's own file.

    None for a file of others, and where the table is there no more.
    """
    about = about_own(data)
    if MARK not in about:
        return None
    if kind == "docx":
        table = own_table(_parts_of_document(data, name))
    else:
        sheets = read_workbook(data, name)
        table = own_table([[plain_row(_texts(row)) for row in sheet.rows] for sheet in sheets])
    if table is not None:
        table.is_by_months, table.is_extract = BY_MONTHS in about, EXTRACT in about
    return table


def _from_text(data: bytes, name: str) -> RawTable:
    """Read a table of text; pages and RTF bear the names of documents and look like text."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"{\\rtf"):
        raise UploadError(
            f"Файл «{name}» сохранён в формате RTF. Откройте его в Word и сохраните как .docx."
        )
    if head.startswith(b"mime-version:"):
        raise UploadError(
            f"Файл «{name}» сохранён как веб-страница одним файлом. Откройте его в Word "
            "и сохраните как .docx."
        )
    if head.startswith(_PAGES):
        return read_paste("", read_text(data, name), name)
    return RawTable([plain_row(row) for row in read_text_table(data, name)])


def _from_workbook(data: bytes, name: str) -> RawTable:
    sheets = [sheet for sheet in read_workbook(data, name) if sheet.rows]
    if not sheets:
        raise UploadError(f"В книге «{name}» нет заполненных листов.{_about_pictures(data)}")
    tables = [RawTable(_rows_of_sheet(sheet)) for sheet in sheets]
    chosen = next((i for i, table in enumerate(tables) if find_heading(table.rows)), 0)
    table = tables[chosen]
    table.notes = _notes_of(sheets, chosen)
    return table


def _about_pictures(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        has_pictures = any(name.startswith("xl/media/") for name in archive.namelist())
    return " В ней только картинка, а с картинки план не читается." if has_pictures else ""


def _rows_of_sheet(sheet: Sheet) -> list[RawRow]:
    """Return the rows with merged cells told: a cell that reaches down, one across the width."""
    rows = [plain_row(_texts(row)) for row in sheet.rows]
    width = max((len(row.cells) for row in rows), default=0)
    for top, left, bottom, right in sheet.merged:
        if top >= len(rows) or left >= width:
            continue
        _spread(rows, top, left, min(bottom, len(rows) - 1))
        filled = [column for column, cell in enumerate(rows[top].cells) if cell.strip()]
        if right > left and filled == [left]:
            rows[top].is_whole = True
    return rows


def _spread(rows: list[RawRow], top: int, column: int, bottom: int) -> None:
    """Repeat the text of a cell in the rows that it is merged with."""
    text = rows[top].cells[column] if column < len(rows[top].cells) else ""
    for row in rows[top + 1 : bottom + 1]:
        row.cells += [""] * (column + 1 - len(row.cells))
        row.cells[column] = text
        row.above |= {column}
        row.is_whole = False


def _notes_of(sheets: list[Sheet], chosen: int) -> list[str]:
    notes = []
    others = [sheet.title for index, sheet in enumerate(sheets) if index != chosen]
    if others:
        listed = ", ".join(f"«{title}»" for title in others)
        notes.append(f"Прочитан лист «{sheets[chosen].title}». Не прочитаны листы: {listed}.")
    if formulas := sheets[chosen].unsaved_formulas:
        notes.append(
            f"Формулы без сохранённого значения прочитаны пустыми: {', '.join(formulas[:10])}. "
            "Откройте книгу в Excel, сохраните и загрузите снова."
        )
    return notes


def _texts(row: list[CellValue]) -> list[str]:
    return [_text(value) for value in row]


def _text(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float):
        return str(value).replace(".", ",")
    text = str(value)
    if len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdecimal():
        return f"{text[8:]}.{text[5:7]}.{text[:4]}"
    return text


def _from_document(data: bytes, name: str) -> RawTable:
    parts = _parts_of_document(data, name)
    tables = [part for part in parts if isinstance(part, list) and part]
    if not tables:
        raise UploadError(
            f"В документе «{name}» нет ни одной таблицы. План читается из таблицы: "
            "каждая строка — пункт, столбцы — название, срок, организаторы."
        )
    main = next((table for table in tables if find_heading(table)), max(tables, key=len))
    return _gathered(parts, main)


def _parts_of_document(data: bytes, name: str) -> list[str | list[RawRow]]:
    blocks = run_in_sandbox("events.imports.document_reader:read_blocks", data, name=name)
    return [block["line"] if "line" in block else _rows(block["rows"]) for block in blocks]


def _rows(read: list[dict[str, object]]) -> list[RawRow]:
    return [
        RawRow(row["cells"], frozenset(row["above"]), row["is_whole"], row["key"]) for row in read
    ]


def _gathered(parts: list[str | list[RawRow]], main: list[RawRow]) -> RawTable:
    """Put together the main table and those after it of its width, with the lines between."""
    table = RawTable([])
    width = _width(main)
    unread, between = 0, []
    for part in parts:
        if isinstance(part, str):
            between.append(part.strip())
        elif part is main or (table.rows and _width(part) == width):
            if table.rows:
                table.rows += [_heading_row(line, width) for line in between if _is_heading(line)]
            else:
                table.lines = between
            table.rows += part
            between = []
        elif part:
            unread += 1
    if unread:
        table.notes.append(f"В документе есть и другие таблицы, они не прочитаны: {unread}.")
    return table


def _width(rows: list[RawRow]) -> int:
    return max((len(row.cells) for row in rows), default=0)


def _is_heading(line: str) -> bool:
    return 0 < len(line) <= MAX_HEADING


def _heading_row(line: str, width: int) -> RawRow:
    return RawRow([line, *[""] * (width - 1)], is_whole=True)
