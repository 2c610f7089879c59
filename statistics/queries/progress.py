"""How much of a report is answered; automatic totals do not count, the portal fills them."""

from dataclasses import dataclass

from common.russian import format_number
from statistics.layout import Layout
from statistics.queries.answers import Sheet


@dataclass(frozen=True)
class Progress:
    """Cells answered out of those that a person answers.

    `unconfirmed` are those of `filled` that were taken from last year and not looked at yet.
    """

    filled: int
    total: int
    unconfirmed: int = 0

    @property
    def left(self) -> int:
        return self.total - self.filled

    @property
    def is_complete(self) -> bool:
        return self.filled == self.total and not self.unconfirmed

    @property
    def words(self) -> str:
        """«19 из 26», «19 из 26, не подтверждено 4»."""
        told = f"{format_number(self.filled)} из {format_number(self.total)}"
        if self.unconfirmed:
            told += f", не подтверждено {format_number(self.unconfirmed)}"
        return told

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down, so that 100 means nothing is left."""
        return self.filled * 100 // self.total if self.total else 100


def add(parts: list[Progress]) -> Progress:
    return Progress(
        sum(part.filled for part in parts),
        sum(part.total for part in parts),
        sum(part.unconfirmed for part in parts),
    )


def progress_by_section(sheet: Sheet) -> dict[int, Progress]:
    """Return the progress of every section, in the order of the form."""
    return {section.number: _section(sheet, section.number) for section in sheet.layout.sections}


def _section(sheet: Sheet, number: int) -> Progress:
    cells = [spec for spec in sheet.fillable() if spec.section == number]
    filled = sum(spec.address in sheet.answers for spec in cells)
    return Progress(filled, len(cells), len(sheet.unconfirmed(number)))


def fillable_count(layout: Layout) -> int:
    return sum(not spec.is_total for spec in layout.cells.values())
