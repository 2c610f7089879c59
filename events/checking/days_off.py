"""Rows that fall on weekends and holidays, and the working days nearest to them."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from common.text import normalise
from common.workdays import SATURDAY, ProductionCalendar
from events.checking.clashes import days_named
from events.models import ItemPeriod, PlanItem
from events.periods import read_period
from events.periods.describe import days_words
from events.periods.stretches import Stretch

_NEAREST = (1, -1, 2, -2, 3, -3, 4, -4, 5, -5)
_SPACED = re.compile(r"\s*[-–—]\s*")
_AND = re.compile(r"\s*,\s*|\s+и\s+")
_YEAR = re.compile(r"\s*(?:19|20)\d\d(?:\s*(?:года?|г\.))?$")


@dataclass(frozen=True)
class DayOff:
    """A period of a row that begins or ends on a day off, or has a holiday inside.

    `moved` is the wording for the working days nearest to it, empty where there are none near;
    `is_plain` says that the wording tells days and nothing else, so that `moved` may replace it.
    """

    item: PlanItem
    period: ItemPeriod
    days: list[tuple[dt.date, str]]
    moved: str
    is_plain: bool


def days_off_of(items: Iterable[PlanItem], calendar: ProductionCalendar) -> list[DayOff]:
    """Return what of these rows falls on days off, in their order."""
    return [found for item in items for found in _of_item(item, calendar)]


def _of_item(item: PlanItem, calendar: ProductionCalendar) -> Iterator[DayOff]:
    periods = list(item.periods.all())
    for period in periods:
        if days := days_off_in(period, calendar):
            moved = moved_to_workdays(period, calendar, days_beside(period, periods))
            yield DayOff(item, period, days, moved, bool(moved) and is_plain(period))


def days_off_in(period: ItemPeriod, calendar: ProductionCalendar) -> list[tuple[dt.date, str]]:
    """Return the days off that matter, each with its reason.

    They are the ends of each stretch of days, and the holidays between. What is held on Saturdays
    («по субботам апреля») is so on purpose: only holidays are told of what recurs.
    """
    found = [day for one in days_named(period) for day in _days_off(one, calendar)]
    return [(day, why) for day, why in found if not period.recurrence or day.weekday() < SATURDAY]


def _days_off(stretch: Stretch, calendar: ProductionCalendar) -> list[tuple[dt.date, str]]:
    days = [stretch.first + dt.timedelta(days=each) for each in range(stretch.days)]
    return [
        (day, why)
        for day in days
        if (why := calendar.day_off(day)) and (day in stretch or day.weekday() < SATURDAY)
    ]


def days_beside(period: ItemPeriod, periods: Iterable[ItemPeriod]) -> list[Stretch]:
    """Return the days that the other periods of the same row name."""
    return [day for other in periods if other is not period for day in days_named(other)]


def moved_to_workdays(
    period: ItemPeriod, calendar: ProductionCalendar, taken: Iterable[Stretch] = ()
) -> str:
    """Return the wording with days off moved to the nearest days that are at work.

    Only the stretches on days off move, none onto another nor onto days `taken` by other periods
    of the row. Empty where a day at work is not near, and for what recurs.
    """
    if period.recurrence:
        return ""
    stretches = list(period.stretches)
    for place, stretch in enumerate(stretches):
        if stretch in days_named(period) and _days_off(stretch, calendar):
            others = [*stretches[:place], *stretches[place + 1 :], *taken]
            near = _nearest(stretch, others, calendar)
            if near is None:
                return ""
            stretches[place] = near
    return days_words(sorted(stretches), with_year=False)


def _nearest(
    stretch: Stretch, others: Iterable[Stretch], calendar: ProductionCalendar
) -> Stretch | None:
    """Return the nearest stretch as long that is at work, stays in the year and meets no other."""
    for shift in _NEAREST:
        near = Stretch(*(day + dt.timedelta(days=shift) for day in stretch))
        is_in_year = near.first.year == stretch.first.year == near.last.year
        if is_in_year and not _days_off(near, calendar) and not any(map(near.overlaps, others)):
            return near
    return None


def is_plain(period: ItemPeriod) -> bool:
    """Return whether the wording tells the days and nothing else."""
    return _plain(_YEAR.sub("", period.wording)) == _plain(
        days_words(period.stretches, with_year=False)
    )


def _plain(wording: str) -> str:
    return _AND.sub(", ", _SPACED.sub("-", normalise(wording)))


def reason_unread(period: ItemPeriod, year: int) -> str:
    """Return why a wording was not understood, for the person who is to put it right."""
    return read_period(period.wording, year).reason
