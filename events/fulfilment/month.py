"""The marks that one month asks for, as the page of marks shows them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from events.calendar import MONTHS
from events.fulfilment.lines import Line
from events.models import PlanItem

# A longer stretch of days does not tell on which of them a thing was done.
_FEW_DAYS = 15


@dataclass(frozen=True)
class MonthLink:
    """A month of the plan's year, and how many marks it still waits for; none before it begins."""

    number: int
    name: str
    waits: int


def marks_of_month(lines: Iterable[Line], month: int) -> list[Line]:
    """Return the marks that fall due in the month, and those of rows moved into it."""
    return [line for line in lines if month in (line.due.month, line.awaited_in)]


def still_awaited(lines: Iterable[Line], month: int) -> list[Line]:
    return [line for line in lines if line.awaits and line.awaited_in == month]


def early_marks(lines: Iterable[Line], month: int) -> list[Line]:
    """Return the marks that fall due later, though what they are about goes on in the month."""
    return [
        line for line in lines if line.mark is None and line.due.first <= month < line.due.month
    ]


def month_links(lines: Sequence[Line], year: int, today: dt.date) -> list[MonthLink]:
    waiting = dict.fromkeys(range(1, 14), 0)
    for line in lines:
        waiting[line.awaited_in] += line.awaits
    return [
        MonthLink(number, name, waiting[number] if dt.date(year, number, 1) <= today else 0)
        for number, name in enumerate(MONTHS, start=1)
    ]


def is_hers(item: PlanItem, user: Any) -> bool:
    """Return whether the row is the person's, or nobody's of the portal in particular."""
    people = [one.user_id for one in item.responsibles.all()]
    return user.pk in people or not any(people)


def day_of(line: Line) -> dt.date | None:
    """Return the day on which the row was to be held: where moved to, else its last planned day.

    None where the plan names no day, or so many that it could be any of them.
    """
    if line.is_moved:
        return line.mark.moved_to
    month = (line.item.plan.year, line.due.month)
    for period in line.item.periods.all():
        days = [one.last for one in period.stretches if one.days <= _FEW_DAYS]
        in_month = [day for day in days if (day.year, day.month) == month]
        if in_month:
            return in_month[-1]
    return None
