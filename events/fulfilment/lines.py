"""The marks that a plan needs, each beside its row: what is marked, what waits, what is ahead."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from events.fulfilment.dues import Due, dues_of
from events.models import ItemMark, Plan, PlanItem, PlanSection
from events.queries import rows_of


@dataclass(frozen=True)
class Line:
    """One mark that a row needs, with the mark that stands there, if any."""

    item: PlanItem
    due: Due
    mark: ItemMark | None

    @property
    def is_held(self) -> bool:
        return self.mark is not None and self.mark.state == ItemMark.State.HELD

    @property
    def is_moved(self) -> bool:
        return self.mark is not None and self.mark.state == ItemMark.State.MOVED

    @property
    def awaited_in(self) -> int:
        """The month in which the mark is awaited: of a moved row, where it has been moved to.

        13 stands for the years that follow.
        """
        return awaited_in(self.due, self.mark, self.item.plan.year)

    @property
    def awaits(self) -> bool:
        """Whether it is still to be said what became of the row: unmarked as yet, or moved."""
        return self.mark is None or self.is_moved

    def is_ahead(self, today: dt.date) -> bool:
        """Return whether nothing has to be marked yet: the months of the mark are not over."""
        year, month = self.item.plan.year, self.due.month
        return dt.date(year, month, monthrange(year, month)[1]) >= today


def awaited_in(due: Due, mark: ItemMark | None, year: int) -> int:
    """Return the month in which a mark is awaited, 13 for one moved beyond the plan's year."""
    if mark is None or mark.state != ItemMark.State.MOVED or mark.moved_to is None:
        return due.month
    return mark.moved_to.month if mark.moved_to.year <= year else 13


def lines_of(plan: Plan, sections: Sequence[PlanSection] | None = None) -> list[Line]:
    """Return all the marks that the plan needs, in its order, by a fixed number of queries.

    `sections` are those of the plan in their order, when they have been read already.
    """
    rows = rows_of(plan, sections)
    prefetch_related_objects(rows, "marks__marked_by")
    return lines_of_rows(rows)


def lines_of_rows(rows: Iterable[PlanItem]) -> list[Line]:
    """Return the marks that the rows need; their periods and marks are to be loaded before."""
    lines = []
    for row in rows:
        marks = {mark.month: mark for mark in row.marks.all()}
        lines += [Line(row, due, marks.get(due.month)) for due in dues_of(row, marks.values())]
    return lines
