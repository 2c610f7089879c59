"""Reads pasted HTML inside the sandbox: called there by name, never in the portal's process.

Malformed pages can keep a parser busy for hours, so pasted ones are hostile like files.
"""

from html.parser import HTMLParser
from typing import Any

from common.text import strip_controls
from events.imports.tables import MAX_COLUMNS, MAX_ROWS, RawRow

_BLOCKS = {"p", "div", "br", "li", "h1", "h2", "h3", "h4"}
_SILENT = {"style", "script", "head", "title", "template", "noscript"}
_CELLS = {"td", "th"}
_LISTS = {"ol", "ul"}
MAX_DEPTH = 8


def read_page(data: bytes) -> dict[str, Any]:
    """Return {"rows": [{cells, above, is_whole}], "lines": texts before the tables}."""
    reader = _TableReader()
    reader.feed(data.decode("utf-8", "replace"))
    reader.finish()
    rows = [
        {"cells": row.cells, "above": sorted(row.above), "is_whole": row.is_whole}
        for row in reader.rows
    ]
    return {"rows": rows, "lines": reader.lines}


class _TableReader(HTMLParser):
    """Keeps the rows of tables and the lines before them; everything else is dropped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[RawRow] = []
        self.lines: list[str] = []
        self._depth = 0
        self._silent = 0
        self._words: list[str] = []
        self._row: list[tuple[str, int, int]] | None = None
        self._in_cell = False
        self._span: tuple[int, int] = (1, 1)
        # Column → (rows still to fill, text) of cells that reach down over rows.
        self._hanging: dict[int, tuple[int, str]] = {}
        # How many points of each open list have passed; None for a list without numbers.
        self._lists: list[int | None] = []

    def finish(self) -> None:
        """Take the last row too: a page may end before its table does."""
        self.close()
        self._end_row()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._end_line()
        elif tag in _LISTS:
            start = _number(dict(attrs).get("start"), MAX_ROWS) - 1
            self._lists = [*self._lists, start if tag == "ol" else None][-MAX_DEPTH:]
        elif tag in _BLOCKS:
            self._words.append("\n")
            if tag == "li":
                self._words.append(self._point(dict(attrs).get("value")))
        elif self._depth == 1 and tag == "tr":
            self._end_row()
            self._row = []
        elif self._depth == 1 and tag in _CELLS:
            self._end_cell()
            found = dict(attrs)
            self._span = (
                _number(found.get("colspan"), MAX_COLUMNS),
                _number(found.get("rowspan"), MAX_ROWS),
            )
            self._words = []
            self._in_cell = self._row is not None
        elif tag in _CELLS:
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag == "table":
            if self._depth == 1:
                self._end_row()
                self._hanging = {}
            self._depth = max(self._depth - 1, 0)
        elif tag in _LISTS:
            self._lists = self._lists[:-1]
        elif tag in _BLOCKS:
            self._words.append("\n")
        elif self._depth == 1 and tag in _CELLS:
            self._end_cell()
        elif self._depth == 1 and tag == "tr":
            self._end_row()

    def _point(self, value: str | None) -> str:
        """Return what is drawn before a point of a list: «2. », «2.1. », «- »."""
        if not self._lists or self._lists[-1] is None:
            return "- " if self._lists else ""
        self._lists[-1] = _number(value, MAX_ROWS) if value else self._lists[-1] + 1
        return ".".join(str(count) for count in self._lists if count is not None) + ". "

    def handle_data(self, data: str) -> None:
        if self._silent == 0:
            self._words.append(data.replace("\n", " ").replace("\r", " "))

    def _taken(self) -> str:
        lines = "".join(self._words).split("\n")
        self._words = []
        kept = (" ".join(strip_controls(line).split()) for line in lines)
        return "\n".join(line for line in kept if line)

    def _end_line(self) -> None:
        text = self._taken()
        if not self.rows:
            self.lines += text.splitlines()

    def _end_cell(self) -> None:
        if self._row is None or not self._in_cell:
            return
        self._row.append((self._taken(), *self._span))
        self._in_cell = False

    def _end_row(self) -> None:
        if self._row is None:
            return
        self._end_cell()
        read, self._row = self._row, None
        if read and len(self.rows) <= MAX_ROWS:
            self.rows.append(self._laid_out(read))

    def _laid_out(self, read: list[tuple[str, int, int]]) -> RawRow:
        cells: list[str] = []
        above: set[int] = set()
        for text, across, down in read:
            self._fill_hanging(cells, above)
            if len(cells) > MAX_COLUMNS:
                break
            if down > 1:
                self._hanging[len(cells)] = (down - 1, text)
            cells += [text, *[""] * (across - 1)]
        self._fill_hanging(cells, above)
        whole = len(read) == 1 and read[0][1] > 1 and not above
        return RawRow(cells[:MAX_COLUMNS], frozenset(above), whole)

    def _fill_hanging(self, cells: list[str], above: set[int]) -> None:
        while (column := len(cells)) in self._hanging:
            rest, text = self._hanging.pop(column)
            if rest > 1:
                self._hanging[column] = (rest - 1, text)
            above.add(column)
            cells.append(text)


def _number(value: str | None, most: int) -> int:
    return min(max(int(value), 1), most) if value and value.isdecimal() and len(value) < 6 else 1
