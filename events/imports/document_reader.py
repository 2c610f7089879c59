"""Reads a Word document inside the sandbox: called there by name, never in the portal's process."""

import functools
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from common.text import strip_controls
from common.uploads import UploadError
from events.imports.numbering_reader import Numbering

MAX_TABLES = 200
MAX_ROWS = 5_000
MAX_CELLS = 100_000
MAX_LETTERS = 5_000_000
MAX_SPAN = 60

_KEY = re.compile(r"plan\d{1,18}_\d{1,18}", re.ASCII)
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _TAB, _HYPHEN = qn("w:t"), qn("w:tab"), qn("w:noBreakHyphen")
_BREAKS = (qn("w:br"), qn("w:cr"))
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
PICTURE = (
    "В документе вместо таблицы картинка: с картинки план не читается. Попросите сам документ, "
    "из которого она сделана, или перепечатайте таблицу в Word или Excel."
)
_STRICT = b"http://purl.oclc.org/ooxml/"
_SCHEMAS = b"http://schemas.openxmlformats.org/"
_USUAL = tuple(
    (_STRICT + strict, _SCHEMAS + usual)
    for strict, usual in (
        (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
        (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
        (b"drawingml/", b"drawingml/2006/"),
    )
)
# A deleted revision, and the second copy of a text box for old programs, are not the text.
_SKIPPED = (qn("w:del"), qn("w:moveFrom"), qn("w:pPr"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class _Budget:
    """Counts what has been read: a document of kilobytes can hold endless merged cells."""

    def __init__(self) -> None:
        self.cells = 0
        self.letters = 0

    def spend(self, cells: int, letters: int) -> None:
        self.cells += cells
        self.letters += letters
        if self.cells > MAX_CELLS or self.letters > MAX_LETTERS:
            raise UploadError("В документе слишком много ячеек или текста для плана.")


def read_blocks(data: bytes) -> list[dict[str, Any]]:
    """Return the document in order: {"line": text}, {"rows": [{cells, above, is_whole, key}]}."""
    document = Document(io.BytesIO(_transitional(data)))
    reader = _Reader(Numbering(document))
    blocks = [
        {"line": reader.line(element)}
        if element.tag == _PARAGRAPH
        else {"rows": reader.rows(element)}
        for element in _children(document.element.body, _PARAGRAPH, _TABLE)
    ]
    if not any(block.get("rows") for block in blocks) and _has_pictures(document):
        raise UploadError(PICTURE)
    if sum("rows" in block for block in blocks) > MAX_TABLES:
        raise UploadError(f"В документе больше {MAX_TABLES} таблиц. Оставьте таблицу плана.")
    return blocks


def _transitional(data: bytes) -> bytes:
    """Return a document saved as «Strict Open XML» in the names that all programs know."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    if not any(_STRICT in part for name, part in parts if name.endswith((".xml", ".rels"))):
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(name, functools.reduce(_renamed, _USUAL, part))
    return out.getvalue()


def _renamed(part: bytes, names: tuple[bytes, bytes]) -> bytes:
    return part.replace(*names)


def _has_pictures(document: Any) -> bool:
    return any(next(document.element.body.iter(tag), None) is not None for tag in _PICTURES)


def _children(parent: Any, *tags: str) -> Iterator[Any]:
    """Yield the elements of `tags`, seeing through content controls and revisions."""
    for child in parent.iterchildren():
        if child.tag in tags:
            yield child
        elif child.tag not in (*_SKIPPED, _FALLBACK, _PARAGRAPH, _TABLE, _ROW, _CELL):
            yield from _children(child, *tags)


def _text(element: Any) -> str:
    """Return the text of a paragraph; revisions are read as accepted."""
    pieces: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag == _TEXT:
            pieces.append(node.text or "")
        elif node.tag == _TAB:
            pieces.append(" ")
        elif node.tag in _BREAKS:
            pieces.append("\n")
        elif node.tag == _HYPHEN:
            pieces.append("-")
        elif node.tag not in _SKIPPED and node.tag != _FALLBACK:
            stack.extend(reversed(list(node)))
    return strip_controls("".join(pieces)).strip()


class _Reader:
    """Reads paragraphs and tables one after another, as their numbers are counted."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.budget = _Budget()

    def line(self, paragraph: Any) -> str:
        text = self._paragraph(paragraph)
        self.budget.spend(0, len(text))
        return text

    def rows(self, table: Any) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        previous: list[str] = []
        for row in _children(table, _ROW):
            if len(rows) >= MAX_ROWS:
                raise UploadError(f"В таблице документа больше {MAX_ROWS} строк.")
            read = self._row(row, previous)
            self.budget.spend(len(read["cells"]), sum(len(cell) for cell in read["cells"]))
            previous = read["cells"]
            rows.append(read)
        return rows

    def _row(self, row: Any, previous: list[str]) -> dict[str, Any]:
        cells: list[str] = [""] * _skipped_before(row)
        above: list[int] = []
        count = 0
        for cell in _children(row, _CELL):
            column, count = len(cells), count + 1
            is_merged = _is_merged_up(cell)
            text = "" if is_merged else self._cell(cell)
            if is_merged:
                above.append(column)
                text = previous[column] if column < len(previous) else text
            cells += [text, *[""] * (_span(cell) - 1)]
        is_whole = count == 1 and len(cells) > 1
        return {"cells": cells, "above": above, "is_whole": is_whole, "key": _key_of(row)}

    def _cell(self, cell: Any) -> str:
        """Return the paragraphs of a cell as lines; a table inside it gives its cells as lines."""
        lines = []
        for element in _children(cell, _PARAGRAPH, _TABLE):
            if element.tag == _PARAGRAPH:
                lines.append(self._paragraph(element))
            else:
                rows = _children(element, _ROW)
                lines += [self._cell(inner) for row in rows for inner in _children(row, _CELL)]
        return "\n".join(line for line in lines if line)

    def _paragraph(self, paragraph: Any) -> str:
        """Return the text of a paragraph after the number that Word draws; «-» alone is nothing."""
        label, text = self.numbering.label_of(paragraph), _text(paragraph)
        return text if label == "- " and not text else f"{label}{text}".strip()


def _key_of(row: Any) -> str:
    """Return the bookmark by which the portal knows a row of its own file."""
    names = (mark.get(qn("w:name"), "") for mark in row.iter(qn("w:bookmarkStart")))
    return next((name for name in names if _KEY.fullmatch(name)), "")


def _skipped_before(row: Any) -> int:
    found = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return _small(found)


def _span(cell: Any) -> int:
    return max(_small(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")), 1)


def _small(element: Any) -> int:
    value = "" if element is None else element.get(qn("w:val"), "")
    return min(int(value), MAX_SPAN) if value.isdecimal() and len(value) < 6 else 0


def _is_merged_up(cell: Any) -> bool:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"
