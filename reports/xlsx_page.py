"""How a sheet lies on paper: orientation, pages, heights of rows."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from common.tables import Column, HeaderCell, Row, Table

LINE_HEIGHT = 15
# On every machine, or with letters of the same widths in its place.
FONT = "Times New Roman"
# Excel holds 255 characters, those that set the letters among them.
_LONGEST_HEAD = 200
# How much larger a title is than the words of the table.
TITLE_SIZE = 1.35
# Widths are in characters of a sheet, a little less than the letters that fit.
_PORTRAIT_WIDTH = 95
_ONE_PAGE_WIDTH = 260
# Programs differ in how wide a column prints: by the widest of them, this much fits a page.
_PAGE_WIDTH = 150
_SCALE = 66
# Against a column's unit, the digit: plain letters are about as wide, bold ones wider.
_WIDER, _BOLD_WIDER = 1.0, 1.2


def lines_needed(text: str, width: float, wider: float = _WIDER) -> int:
    """Return how many lines `text` takes in a column so wide."""
    return sum(max(1, ceil(len(line) * wider / width)) for line in text.split("\n"))


def row_height(columns: Sequence[Column], row: Row) -> float | None:
    """Return the height that the row's words need; None when one line is enough."""
    lines = max(
        (
            lines_needed(value, column.width)
            for column, value in zip(columns, row.values, strict=True)
            if column.kind == "text" and isinstance(value, str)
        ),
        default=1,
    )
    return lines * LINE_HEIGHT if lines > 1 else None


def header_heights(table: Table, lines: Sequence[Sequence[HeaderCell]]) -> list[float]:
    """Return the heights of the lines of headings; what spans lines may use them all."""
    heights: list[float] = []
    for level, line in enumerate(lines):
        own = [_heading_lines(table, cell) for cell in line if cell.rowspan == 1]
        needed = max(own, default=1) * LINE_HEIGHT
        if level == len(lines) - 1:
            needed = max(needed, _tallest(table, lines) - sum(heights))
        heights.append(needed)
    return heights


def _tallest(table: Table, lines: Sequence[Sequence[HeaderCell]]) -> float:
    """Return the height of the tallest heading that stands beside groups of others."""
    spanning = (cell for line in lines for cell in line if cell.rowspan > 1)
    return max((_heading_lines(table, cell) * LINE_HEIGHT for cell in spanning), default=0)


def _heading_lines(table: Table, cell: HeaderCell) -> int:
    width = sum(column.width for column in table.columns[cell.start : cell.start + cell.colspan])
    longest = max(len(word) for word in cell.title.split() or [""])
    return lines_needed(cell.title, width, _BOLD_WIDER) + (longest * _BOLD_WIDER > width)


def breaks_of(columns: Sequence[Column]) -> list[int]:
    """Return after which columns a new page starts: between groups, no group torn.

    Of a table that fits a page, made smaller if need be, there are none.
    """
    if sum(column.width for column in columns) <= _ONE_PAGE_WIDTH:
        return []
    breaks, used = [], columns[0].width
    for place, (before, column) in enumerate(pairwise(columns), start=1):
        starts = place > 1 and column.groups[:1] != before.groups[:1]
        if starts and used + _group_width(columns, place) > _PAGE_WIDTH:
            breaks.append(place)
            used = columns[0].width
        used += column.width
    return breaks


def _group_width(columns: Sequence[Column], start: int) -> float:
    group = columns[start].groups[:1]
    return sum(column.width for column in columns[start:] if column.groups[:1] == group)


def set_page(
    sheet: WriteOnlyWorksheet, table: Table, header: int, first_figure: int, breaks: Sequence[int]
) -> None:
    """Make the sheet ready to print: A4, headings repeated, wide tables over several pages."""
    width = sum(column.width for column in table.columns if not column.is_hidden)
    sheet.page_setup.orientation = "portrait" if width <= _PORTRAIT_WIDTH else "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.79, 0.39, 0.79, 0.79
    sheet.oddFooter.center.text = "&P из &N"
    sheet.print_title_rows = f"{header}:{first_figure - 1}"
    notes = len(table.gap_notes) + len(table.notes)
    after = notes + bool(notes) + len(table.bottom)
    last_row = first_figure - 1 + len(table.rows) + after
    # A title over a wide table would be cut where the first column is repeated: it goes to the head
    # of every page instead.
    is_headed = bool(breaks) and not (table.top or table.after_title)
    first_row = header if is_headed else 1
    sheet.print_area = f"A{first_row}:{get_column_letter(len(table.columns))}{last_row}"
    if is_headed:
        _set_head(sheet, table.title)
    if width <= _ONE_PAGE_WIDTH:
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        return
    sheet.page_setup.scale = _SCALE
    sheet.print_title_cols = "A:A"
    for place in breaks:
        sheet.col_breaks.append(Break(id=place))


def _set_head(sheet: WriteOnlyWorksheet, title: str) -> None:
    head = sheet.oddHeader.left
    head.text, head.font, head.size = title[:_LONGEST_HEAD].replace("&", "&&"), f"{FONT},Bold", 11
