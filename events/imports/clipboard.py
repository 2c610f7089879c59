"""A table pasted from Word or Excel: as HTML, of which only tables are kept, or as text."""

from common.sandbox import run_in_sandbox
from common.spreadsheets import split_table
from common.text import strip_controls
from common.uploads import UploadError
from events.imports.tables import RawRow, RawTable, checked, plain_row

NAME = "вставленная таблица"
MAX_LETTERS = 8_000_000


def read_paste(text: str, html: str = "", name: str = NAME) -> RawTable:
    """Return the pasted table; `html`, when it holds a table, tells cells better than `text`.

    `name` is what the person calls it. Raises UploadError when nothing or no table was pasted.
    """
    if len(text) + len(html) > MAX_LETTERS:
        raise UploadError("Вставлено слишком много. Скопируйте таблицу частями.")
    if not text.strip() and not html.strip():
        raise UploadError(
            "Ничего не вставлено. Выделите таблицу в Word или Excel, скопируйте (Ctrl+C) "
            "и вставьте в поле (Ctrl+V)."
        )
    table = _from_html(html, name) if "<t" in html.casefold() else None
    if table is None:
        rows = split_table(strip_controls(text), name)
        table = RawTable([plain_row(row) for row in rows])
    return checked(table, name)


def read_block(html: str) -> list[list[str]]:
    """Return the cells of the tables of pasted HTML, however few; nothing where it holds none."""
    table = _from_html(html, NAME)
    return [row.cells for row in table.rows] if table else []


def _from_html(html: str, name: str) -> RawTable | None:
    data = html.encode("utf-8", "replace")
    page = run_in_sandbox("events.imports.clipboard_reader:read_page", data, name=name)
    rows = [RawRow(row["cells"], frozenset(row["above"]), row["is_whole"]) for row in page["rows"]]
    return RawTable(rows, page["lines"]) if rows else None
