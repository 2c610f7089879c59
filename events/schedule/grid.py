"""A month and a week laid out in days."""

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from common.russian import format_days
from common.workdays import ProductionCalendar, production_calendar
from events.calendar import MONTHS
from events.schedule.entries import Entry

WEEK = 7
DAY = datetime.timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Day:
    """One day with what stands on it; `is_outside` the month that is shown."""

    date: datetime.date
    entries: tuple[Entry, ...]
    is_past: bool
    is_today: bool
    is_outside: bool
    is_workday: bool

    @property
    def words(self) -> str:
        """«понедельник, 16 марта», for lists and for those who hear it."""
        return f"{self.weekday}, {date_format(self.date, 'j E')}"

    @property
    def weekday(self) -> str:
        return date_format(self.date, "l").lower()

    @property
    def short_weekday(self) -> str:
        """«пн», for the head of a month."""
        return date_format(self.date, "D").lower()


@dataclass(frozen=True)
class Sheet:
    """A month or a week: its title, its days in weeks, what lasts longer, the sheets beside it.

    `form` is how addresses name it: «2026-03» or «2026-03-09».
    """

    title: str
    first: datetime.date
    last: datetime.date
    weeks: tuple[tuple[Day, ...], ...]
    long: tuple[Entry, ...]
    before: datetime.date | None
    after: datetime.date | None
    form: str

    @property
    def here(self) -> str:
        """The name of this sheet in an address."""
        return f"{self.first:{self.form}}"

    @property
    def earlier(self) -> str:
        """The name of the sheet before it, or nothing."""
        return f"{self.before:{self.form}}" if self.before else ""

    @property
    def later(self) -> str:
        """The name of the sheet after it, or nothing."""
        return f"{self.after:{self.form}}" if self.after else ""

    @property
    def days(self) -> list[Day]:
        """The days of the sheet itself, in their order."""
        return [day for week in self.weeks for day in week if not day.is_outside]

    @property
    def holds_today(self) -> bool:
        return any(day.is_today for day in self.days)

    @property
    def is_empty(self) -> bool:
        return not self.long and not any(day.entries for day in self.days)


def month_bounds(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day shown with the month of `day`: whole weeks."""
    weeks = _weeks(day)
    return weeks[0][0], weeks[-1][-1]


def week_bounds(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Return Monday and Sunday of the week of `day`."""
    monday = day - datetime.timedelta(days=day.weekday())
    return monday, monday + datetime.timedelta(days=WEEK - 1)


def month_sheet(day: datetime.date, entries: Sequence[Entry], today: datetime.date) -> Sheet:
    """Return the month of `day`."""
    first = day.replace(day=1)
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    workdays = production_calendar()
    weeks = tuple(
        tuple(
            _day(each, entries, today, workdays, is_outside=each.month != day.month)
            for each in week
        )
        for week in _weeks(day)
    )
    return Sheet(
        f"{MONTHS[day.month - 1]} {day.year}",
        first,
        last,
        weeks,
        _long(entries, first, last),
        _within(first - DAY),
        _within(last + DAY),
        "%Y-%m",
    )


def week_sheet(day: datetime.date, entries: Sequence[Entry], today: datetime.date) -> Sheet:
    """Return the week of `day`."""
    first, last = week_bounds(day)
    workdays = production_calendar()
    days = tuple(_day(first + DAY * number, entries, today, workdays) for number in range(WEEK))
    return Sheet(
        format_days(first, last),
        first,
        last,
        (days,),
        _long(entries, first, last),
        _within(first - DAY),
        _within(last + DAY),
        "%Y-%m-%d",
    )


def _weeks(day: datetime.date) -> list[list[datetime.date]]:
    return calendar.Calendar().monthdatescalendar(day.year, day.month)


def _day(
    day: datetime.date,
    entries: Sequence[Entry],
    today: datetime.date,
    workdays: ProductionCalendar,
    *,
    is_outside: bool = False,
) -> Day:
    here = () if is_outside else tuple(one for one in entries if one.is_on(day) and not one.is_long)
    is_today = day == today and not is_outside
    return Day(day, here, day < today, is_today, is_outside, workdays.is_workday(day))


def _long(entries: Sequence[Entry], first: datetime.date, last: datetime.date) -> tuple[Entry, ...]:
    return tuple(one for one in entries if one.is_long and one.first <= last and one.last >= first)


def _within(day: datetime.date) -> datetime.date | None:
    """Return `day`, unless it lies where nobody plans anything."""
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
