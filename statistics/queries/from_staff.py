"""What the list of people says of a report's cells, beside what the report says."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from common.russian import format_number
from staff.queries.section6 import FIGURES, Section6, section6
from statistics.answers import Reply
from statistics.layout import CellSpec, Layout, layout_of
from statistics.layout.files import read_edition_file
from statistics.models import Campaign, Submission
from statistics.queries.answers import Sheet

FOLDER = Path(__file__).parent.parent / "staff_cells"


@dataclass(frozen=True)
class StaffCells:
    """Which cells of an edition the list can fill: `figures` by address, on which day."""

    section: int
    day: int
    month: int
    figures: Mapping[str, str]

    def on(self, year: int) -> datetime.date:
        return datetime.date(year, self.month, self.day)


@dataclass(frozen=True)
class Offer:
    """A cell with what the list says of it; `reply` is what stands in the report."""

    spec: CellSpec
    number: Decimal
    reply: Reply | None

    @property
    def text(self) -> str:
        return format_number(self.number)

    @property
    def answered(self) -> str:
        return self.reply.short if self.reply else ""

    @property
    def difference(self) -> str:
        """By how much the list says more or less: «+2», «−1»; nothing when they agree."""
        if self.reply is None or self.reply.number is None:
            return "не заполнено"
        gap = self.number - self.reply.number
        return f"{'+' if gap > 0 else ''}{format_number(gap)}" if gap else ""


@dataclass(frozen=True)
class StaffOffer:
    """What the list offers to one section, and how much of it is not known."""

    on: datetime.date
    cells: Mapping[str, Offer]
    found: Section6

    @property
    def differing(self) -> list[Offer]:
        return [offer for offer in self.cells.values() if offer.difference]


def staff_cells_of(campaign: Campaign) -> StaffCells | None:
    """Return which cells of the edition the list can fill; None when no file tells it."""
    return _read(FOLDER / f"{campaign.form.code}-{campaign.edition.code}.yaml")


@lru_cache(maxsize=16)
def _read(path: Path) -> StaffCells | None:
    if not path.exists():
        return None
    data = read_edition_file(path)
    day, month = (int(part) for part in str(data["day"]).split("."))
    unknown = set(data["cells"].values()) - set(FIGURES)
    if unknown:
        raise ValueError(f"{path.name}: нет таких показателей: {', '.join(sorted(unknown))}")
    return StaffCells(data["section"], day, month, data["cells"])


def staff_offer(submission: Submission, sheet: Sheet, section: int) -> StaffOffer | None:
    """Return what the list says of the section; None where it has nothing to say.

    Three queries, and none for other sections.
    """
    cells = staff_cells_of(submission.campaign)
    if cells is None or cells.section != section:
        return None
    on = cells.on(submission.campaign.year)
    found = section6([submission.library_id], on)[submission.library_id]
    offers = {
        address: Offer(sheet.layout.cells[address], number, sheet.cells[address].reply)
        for address, number in _numbers(cells, found, sheet.layout).items()
    }
    return StaffOffer(on, offers, found)


def staff_numbers(submission: Submission) -> dict[str, Decimal]:
    """Return what the list says of the report's cells, by address."""
    cells = staff_cells_of(submission.campaign)
    if cells is None:
        return {}
    found = section6([submission.library_id], cells.on(submission.campaign.year))
    layout = layout_of(submission.campaign.edition)
    return _numbers(cells, found[submission.library_id], layout)


def _numbers(cells: StaffCells, found: Section6, layout: Layout) -> dict[str, Decimal]:
    return {
        address: found.figure(name)
        for address, name in cells.figures.items()
        if address in layout.cells
    }
