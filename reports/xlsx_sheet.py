"""A sheet that takes styled cells as they are."""

from collections.abc import Iterable, Iterator

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet


class StyledSheet(WriteOnlyWorksheet):
    """A write-only sheet whose rows consist of cells and of None for nothing.

    openpyxl's own sheet first tries every cell as a plain value and makes a new cell after each
    one with a style: a third of the time of a workbook like ours.
    """

    def _values_to_row(self, values: Iterable[Cell | None], row_idx: int) -> Iterator[Cell]:
        for place, cell in enumerate(values, 1):
            if cell is not None:
                cell.column, cell.row = place, row_idx
                yield cell


def create_sheet(book: Workbook, title: str) -> StyledSheet:
    """Add a sheet at the end of a write-only book."""
    sheet = StyledSheet(book, title)
    book._add_sheet(sheet)
    return sheet
