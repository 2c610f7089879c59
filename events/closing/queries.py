"""Reads of closing: rows of which nobody has said what became of them, and the closings."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from common.russian import short_day
from events.fulfilment.lines import Line
from events.models import Plan, PlanClosing, PlanItem

_DECEMBER = 12


@dataclass(frozen=True)
class OpenRow:
    """A row of which it is not said what became of it; `lines` are the marks that it waits for.

    What was moved beyond the year is told of already: it waits for nothing in this plan.
    """

    item: PlanItem
    lines: tuple[Line, ...]

    @property
    def words(self) -> str:
        """Return what is known of it: «не отмечено», «не отмечено 3 раза», «перенесено на …»."""
        moved = [line.mark.moved_to for line in self.lines if line.mark and line.mark.moved_to]
        told = [f"перенесено на {short_day(day)}, дальше не отмечено" for day in moved]
        number = sum(line.mark is None for line in self.lines)
        if number:
            told.insert(0, "не отмечено" if number == 1 else f"не отмечено месяцев: {number}")
        return "; ".join(told)

    @property
    def month(self) -> int:
        """Return the month on whose page the first of its marks is to be made."""
        return self.lines[0].awaited_in


def open_rows(lines: Iterable[Line]) -> list[OpenRow]:
    """Return the rows that still wait for a mark of the plan's year, in the order of the plan."""
    rows: dict[int, list[Line]] = {}
    for line in lines:
        if line.awaits and line.awaited_in <= _DECEMBER:
            rows.setdefault(line.item.pk, []).append(line)
    return [OpenRow(found[0].item, tuple(found)) for found in rows.values()]


def closings_of(plan: Plan) -> QuerySet[PlanClosing]:
    """Return the closings of a plan, the latest first, without their reports."""
    return plan.closings.select_related("closed_by", "reopened_by").defer("contents")


def closing_in_force(plan: Plan) -> PlanClosing | None:
    """Return the closing of a closed plan."""
    return closings_of(plan).filter(reopened_at=None).first()
