"""Rows that fall on weekends and holidays, and the working days nearest to them."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from common.text import normalise
from common.workdays import ProductionCalendar
from events.checking.clashes import names_days
from events.models import ItemPeriod, PlanItem
from events.periods import read_period
from events.periods.words import MONTHS_GENITIVE

_NEAREST = (1, -1, 2, -2, 3, -3, 4, -4, 5, -5)
_SPACED = re.compile(r"\s*[-–—]\s*")
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
    for period in item.periods.all():
        days = days_off_in(period.start, period.end, calendar) if names_days(period) else []
        if days:
            moved = moved_to_workdays(period, calendar)
            yield DayOff(item, period, days, moved, bool(moved) and is_plain(period))


def days_off_in(
    start: dt.date, end: dt.date, calendar: ProductionCalendar
) -> list[tuple[dt.date, str]]:
    """Return the days off that matter, each with its reason: the ends, and holidays between."""
    number = (end - start).days
    days = [start + dt.timedelta(days=each) for each in range(number + 1)]
    return [
        (day, why)
        for day in days
        if (why := calendar.day_off(day)) and (day in (start, end) or day.weekday() < 5)
    ]


def moved_to_workdays(period: ItemPeriod, calendar: ProductionCalendar) -> str:
    """Return the wording of the nearest days that are at work; empty when none is near."""
    for shift in _NEAREST:
        start, end = (day + dt.timedelta(days=shift) for day in (period.start, period.end))
        is_in_year = start.year == period.start.year == end.year
        if is_in_year and not days_off_in(start, end, calendar):
            return worded(start, end)
    return ""


def worded(start: dt.date, end: dt.date) -> str:
    """Return days as plans write them: «18 марта», «12–13 февраля», «30 апреля – 2 мая»."""
    last = f"{end.day} {MONTHS_GENITIVE[end.month - 1]}"
    if start == end:
        return last
    if start.month == end.month:
        return f"{start.day}–{last}"
    return f"{start.day} {MONTHS_GENITIVE[start.month - 1]} – {last}"


def is_plain(period: ItemPeriod) -> bool:
    """Return whether the wording tells the days and nothing else."""
    told = _SPACED.sub("-", normalise(_YEAR.sub("", period.wording)))
    return told == _SPACED.sub("-", normalise(worded(period.start, period.end)))


def reason_unread(period: ItemPeriod, year: int) -> str:
    """Return why a wording was not understood, for the person who is to put it right."""
    return read_period(period.wording, year).reason
