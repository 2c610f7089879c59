"""All that a plan should be looked at again for, on one page."""

from collections.abc import Sequence
from dataclasses import dataclass

from common.workdays import production_calendar
from events.checking.clashes import Clash, clashes
from events.checking.days_off import DayOff, days_off_of, reason_unread
from events.checking.likeness import Pair, alike
from events.models import ItemPeriod, Plan, PlanItem


@dataclass(frozen=True)
class Unread:
    """A wording of time that was not understood, and why."""

    item: PlanItem
    period: ItemPeriod
    reason: str


@dataclass(frozen=True)
class Report:
    """What was found; `is_decreed` tells whether the year's moved days off are known."""

    days_off: list[DayOff]
    unread: list[Unread]
    undated: list[PlanItem]
    nobodys: list[PlanItem]
    pairs: list[Pair]
    clashes: list[Clash]
    is_decreed: bool

    @property
    def number(self) -> int:
        found = (self.days_off, self.unread, self.undated, self.nobodys, self.pairs, self.clashes)
        return sum(len(each) for each in found)


def report_on(plan: Plan, rows: Sequence[PlanItem]) -> Report:
    """Look through the rows of a plan, loaded with their lists; nothing is written."""
    calendar = production_calendar()
    return Report(
        days_off=days_off_of(rows, calendar),
        unread=[
            Unread(row, period, reason_unread(period, plan.year))
            for row in rows
            for period in row.periods.all()
            if not period.is_understood
        ],
        undated=[row for row in rows if not row.periods.all()],
        nobodys=[row for row in rows if not (row.responsibles.all() or row.organisers.all())],
        pairs=alike(rows),
        clashes=clashes(rows),
        is_decreed=calendar.is_known(plan.year),
    )
