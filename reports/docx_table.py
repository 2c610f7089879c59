"""Tables in documents for Word: real ones, on which people go on working.

The heading row is repeated on every page, headings of sections stand across the whole width, the
widths are those the table asks for. Paragraphs wear styles of their own names, so that the look of
all cells is changed in one place.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from common.tables import Column, DisplayCell, HeaderCell, Row, Table
from common.text import strip_controls
from reports.progress import told_by_rows

CELL, HEAD, SECTION = "Текст таблицы", "Заголовок столбца", "Раздел таблицы"
_TWIPS_A_MM = 1440 / 25.4
_TINT = "F0F0F0"
# A row with more letters than this may be torn between pages.
_LONG_ROW = 900
_RULE = {"val": "single", "sz": "4", "space": "0", "color": "808080"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def prepare_styles(document: WordDocument, size: float) -> None:
    """Add the paragraph styles that tables wear; `size` is that of their letters, in points."""
    for name, bold in ((CELL, False), (HEAD, True), (SECTION, True)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size, style.font.bold = Pt(size), bold
        style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.line_spacing = 1
        style.quick_style = True
    document.styles[HEAD].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles[SECTION].paragraph_format.keep_with_next = True


def add_table(document: WordDocument, table: Table, width: float) -> None:
    """Add `table` at the end of the document, `width` millimetres wide."""
    writer = _Writer(document, table, width)
    body = document.element.body
    body.insert(len(body) - 1, writer.write())


class _Writer:
    """Builds the table out of bare elements: python-docx's own cells take minutes for long ones."""

    def __init__(self, document: WordDocument, table: Table, width: float) -> None:
        self.table = table
        self.bookmarks = 0
        self.styles = {name: document.styles[name].style_id for name in (CELL, HEAD, SECTION)}
        total = sum(column.width for column in table.columns)
        full = width * _TWIPS_A_MM
        self.widths = [round(column.width / total * full) for column in table.columns]

    def write(self) -> Any:
        element = self._frame()
        for row in self._header():
            element.append(row)
        for row, cells in told_by_rows(self.table.display_rows(), len(self.table.rows)):
            element.append(self._heading(row) if row.kind == "heading" else self._row(row, cells))
        return element

    def _frame(self) -> Any:
        element = OxmlElement("w:tbl")
        look = _child(element, "w:tblPr")
        _child(look, "w:tblW", w=str(sum(self.widths)), type="dxa")
        borders = _child(look, "w:tblBorders")
        for side in _SIDES:
            _child(borders, f"w:{side}", **_RULE)
        _child(look, "w:tblLayout", type="fixed")
        margins = _child(look, "w:tblCellMar")
        for side, wide in (("left", 70), ("right", 70)):
            _child(margins, f"w:{side}", w=str(wide), type="dxa")
        _child(look, "w:tblLook", val="0020", firstRow="1", noHBand="1", noVBand="1")
        _child(look, "w:tblCaption", val=strip_controls(self.table.title)[:200])
        grid = _child(element, "w:tblGrid")
        for width in self.widths:
            _child(grid, "w:gridCol", w=str(width))
        return element

    def _header(self) -> Iterator[Any]:
        lines = self.table.header_rows()
        for level, line in enumerate(lines):
            row = OxmlElement("w:tr")
            settings = _child(row, "w:trPr")
            _child(settings, "w:cantSplit")
            _child(settings, "w:tblHeader")
            for place, cell in _filled(lines, level, line):
                self._head_cell(row, place, cell, level)
            yield row

    def _head_cell(self, row: Any, place: int, cell: HeaderCell, level: int) -> None:
        merge = "" if cell.rowspan == 1 else "restart" if cell.depth == level else "continue"
        element = self._cell(row, place, cell.colspan, merge=merge, tint=True)
        text = cell.title if cell.depth == level else ""
        self._paragraph(element, text, HEAD)

    def _heading(self, row: Row) -> Any:
        element = OxmlElement("w:tr")
        _child(_child(element, "w:trPr"), "w:cantSplit")
        cell = self._cell(element, 0, len(self.widths), tint=True)
        self._paragraph(cell, str(row.values[0]), SECTION, indent=max(row.level - 1, 0))
        return element

    def _row(self, row: Row, cells: Sequence[DisplayCell]) -> Any:
        element = OxmlElement("w:tr")
        if sum(len(cell.text) for cell in cells) <= _LONG_ROW:
            _child(_child(element, "w:trPr"), "w:cantSplit")
        is_bold = row.kind in ("total", "subtotal")
        for place, (column, cell) in enumerate(zip(self.table.columns, cells, strict=True)):
            made = self._cell(element, place, 1)
            # Lines are paragraphs, to which people add more; empty ones stay within one.
            for text in [cell.text] if "" in cell.lines else cell.lines:
                indent = row.level if place == 0 else 0
                side = _side(column, cell)
                self._paragraph(made, text, HEAD if is_bold else CELL, side=side, indent=indent)
        if self.table.mark and row.anchor:
            self._bookmark(element, f"{self.table.mark}_{row.anchor}")
        return element

    def _bookmark(self, row: Any, name: str) -> None:
        """Mark the row, where people do not see it: the mark goes with it wherever it is put."""
        self.bookmarks += 1
        paragraph = row.find(f"{qn('w:tc')}/{qn('w:p')}")
        number = str(self.bookmarks)
        for edge in ("w:bookmarkStart", "w:bookmarkEnd"):
            names = {"name": name} if edge == "w:bookmarkStart" else {}
            _child(paragraph, edge, id=number, **names)

    def _cell(self, row: Any, place: int, span: int, *, merge: str = "", tint: bool = False) -> Any:
        cell = _child(row, "w:tc")
        look = _child(cell, "w:tcPr")
        _child(look, "w:tcW", w=str(sum(self.widths[place : place + span])), type="dxa")
        if span > 1:
            _child(look, "w:gridSpan", val=str(span))
        if merge:
            _child(look, "w:vMerge", val=merge)
        if tint:
            _child(look, "w:shd", val="clear", color="auto", fill=_TINT)
        return cell

    def _paragraph(
        self, cell: Any, text: str, style: str, *, side: str = "", indent: int = 0
    ) -> None:
        paragraph = _child(cell, "w:p")
        look = _child(paragraph, "w:pPr")
        _child(look, "w:pStyle", val=self.styles[style])
        if indent:
            _child(look, "w:ind", left=str(indent * 280))
        if side:
            _child(look, "w:jc", val=side)
        if text:
            _write(_child(paragraph, "w:r"), strip_controls(text))


def _filled(
    lines: Sequence[Sequence[HeaderCell]], level: int, line: Sequence[HeaderCell]
) -> Iterator[tuple[int, HeaderCell]]:
    """Yield the cells of a line of headings with those that reach down into it from above."""
    reaching = [
        cell for above in lines[:level] for cell in above if cell.depth + cell.rowspan > level
    ]
    for cell in sorted([*line, *reaching], key=lambda cell: cell.start):
        yield cell.start, cell


def _write(run: Any, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            _child(run, "w:br")
        words = _child(run, "w:t")
        words.text = line
        words.set(qn("xml:space"), "preserve")


def _side(column: Column, cell: DisplayCell) -> str:
    if cell.is_numeric:
        return "right"
    return "center" if column.kind in ("date", "ordinal") else "left"


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    child = parent.makeelement(qn(tag), {qn(f"w:{key}"): text for key, text in attributes.items()})
    parent.append(child)
    return child
