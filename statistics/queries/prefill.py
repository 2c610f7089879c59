"""What of a section can be taken from last year, and what of it has been taken."""

from dataclasses import dataclass

from statistics.answers import Reply
from statistics.layout import CellSpec
from statistics.queries.answers import CellState, Sheet


@dataclass(frozen=True)
class LastYear:
    """A constant cell that had a number last year, with what stands in it now."""

    spec: CellSpec
    reply: Reply
    state: CellState

    @property
    def can_take(self) -> bool:
        return self.state.reply != self.reply


@dataclass(frozen=True)
class Prefill:
    """The constant cells of a section with last year's numbers."""

    cells: tuple[LastYear, ...]
    unconfirmed: tuple[str, ...]

    @property
    def blank(self) -> list[LastYear]:
        """The cells that nobody has answered this year."""
        return [one for one in self.cells if one.state.reply is None]


def prefill_of(sheet: Sheet, section: int) -> Prefill | None:
    """Return what last year offers for a section; None when it offers nothing.

    «н/д» is not taken over: whether there are data is asked anew every year.
    """
    cells = tuple(
        LastYear(spec, state.last, state)
        for spec, state in ((spec, sheet.cells[spec.address]) for spec in sheet.fillable())
        if spec.section == section
        and spec.constant
        and state.last
        and state.last.number is not None
    )
    unconfirmed = tuple(sheet.unconfirmed(section))
    return Prefill(cells, unconfirmed) if cells or unconfirmed else None
