"""Which marks of fulfilment a row needs: one by one for dated rows, month by month for others.

A row with a date or a stretch of days needs one mark, in its last month; one with several of them
(«март, июнь, сентябрь») a mark for each, those of one month together. What recurs is marked as
often as it recurs, in the months that it names; what goes on all the year round or waits for
requests by quarters. A row whose period nobody understood is marked once, by the end of the year.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from events.calendar import months_of
from events.models import ItemMark, ItemPeriod, PlanItem
from events.periods.stretches import is_all_year, months_of_year

_BY_MONTH = (
    ItemPeriod.Recurrence.DAILY,
    ItemPeriod.Recurrence.WEEKLY,
    ItemPeriod.Recurrence.MONTHLY,
)
_BY_QUARTER = (ItemPeriod.Recurrence.QUARTERLY, ItemPeriod.Recurrence.CONTINUOUS)
_YEAR, _QUARTERS = 12, 4


@dataclass(frozen=True, order=True)
class Due:
    """A mark that a row needs for the months from `first` to `month`, in which it falls due."""

    month: int
    first: int

    def covers(self, month: int) -> bool:
        return self.first <= month <= self.month


def dues_of(item: PlanItem, marks: Iterable[ItemMark] = ()) -> list[Due]:
    """Return the marks that the row needs in its plan's year, in their order.

    A month that has one of `marks` is among them even when the row's period has changed since,
    so that no mark is out of sight.
    """
    marked = [mark.month for mark in marks]
    return dues_in(item.periods.all(), item.plan.year, marked)


def dues_in(periods: Iterable[ItemPeriod], year: int, marked: Iterable[int] = ()) -> list[Due]:
    """Return the marks that a row with these periods needs; `marked` are the months marked."""
    dues: dict[int, int] = {}
    for period in _told(periods):
        for due in _dues_of_period(period, year):
            dues[due.month] = min(due.first, dues.get(due.month, _YEAR))
    for month in marked:
        dues.setdefault(month, month)
    return sorted(Due(month, first) for month, first in (dues or {_YEAR: 1}).items())


def due_for(dues: Sequence[Due], day: date, year: int) -> Due:
    """Return the one of `dues` that a thing done on `day` fulfils: the nearest, if none covers it.

    Days of other years count as the first or the last month of the plan's year.
    """
    month = 1 if day.year < year else _YEAR if day.year > year else day.month
    return min(dues, key=lambda due: (not due.covers(month), _distance(due, month)))


def _distance(due: Due, month: int) -> int:
    return due.first - month if month < due.first else max(0, month - due.month)


def _told(periods: Iterable[ItemPeriod]) -> list[ItemPeriod]:
    """Return the periods that a mark is about: the main ones, unless there are none."""
    known = list(periods)
    return [one for one in known if one.role == ItemPeriod.Role.MAIN] or known


def _dues_of_period(period: ItemPeriod, year: int) -> Iterator[Due]:
    months = months_of(period, year)
    if not months:
        yield Due(_YEAR, 1)
        return
    times = _times_of(period, months)
    if times:
        of_year = [(each - 1) * times // _YEAR for each in months]
        parts = [
            [each for each, part in zip(months, of_year, strict=True) if part == number]
            for number in range(times)
        ]
    else:
        parts = [months_of_year([stretch], year) for stretch in period.stretches]
    for part in parts:
        if part:
            yield Due(part[-1], part[0])


def _times_of(period: ItemPeriod, months: Sequence[int]) -> int:
    """Return into how many parts of the year marks fall; 0 when a whole stretch needs one.

    «5 раз в год» is marked in the ends of five parts as even as months allow.
    """
    if period.recurrence in _BY_MONTH:
        return _YEAR
    if period.recurrence in _BY_QUARTER:
        return _QUARTERS
    if period.times:
        return min(period.times, _YEAR)
    return _QUARTERS if is_all_year(months) and not period.recurrence else 0
