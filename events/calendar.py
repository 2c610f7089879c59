"""Where in the year a row of a plan stands: by months, and in the order of time."""

from collections.abc import Iterable
from datetime import date

from events.models import ItemPeriod, PlanItem
from events.periods import PeriodReading, describe

ALL_YEAR, UNKNOWN = 0, 13
MONTHS = (
    "Январь",
    "Февраль",
    "Март",
    "Апрель",
    "Май",
    "Июнь",
    "Июль",
    "Август",
    "Сентябрь",
    "Октябрь",
    "Ноябрь",
    "Декабрь",
)
MONTH_TITLES = {
    ALL_YEAR: "В течение года",
    **dict(enumerate(MONTHS, start=1)),
    UNKNOWN: "Срок не указан или не понят",
}


def months_of(period: ItemPeriod, year: int) -> range:
    """Return the numbers of the months of `year` that the period touches."""
    if period.start is None or period.end is None:
        return range(0)
    first = 1 if period.start.year < year else period.start.month
    last = 12 if period.end.year > year else period.end.month
    return range(first, last + 1) if period.start.year <= year <= period.end.year else range(0)


def month_of(item: PlanItem, year: int) -> int:
    """Return the month under which the row is printed: its first, ALL_YEAR or UNKNOWN."""
    period = main_period(item.periods.all())
    months = months_of(period, year) if period else range(0)
    if not months:
        return UNKNOWN
    return ALL_YEAR if len(months) == 12 else months[0]


def time_key(item: PlanItem, year: int) -> tuple[int, date, date]:
    """Return the key that sorts rows by time: all-year first, then by start and end."""
    month = month_of(item, year)
    period = main_period(item.periods.all())
    if period is None or period.start is None or period.end is None:
        return 2, date.max, date.max
    return (0 if month == ALL_YEAR else 1), period.start, period.end


def main_period(periods: Iterable[ItemPeriod]) -> ItemPeriod | None:
    """Return the period that places the row in the year: the earliest of its main ones."""
    known = [period for period in periods if period.start is not None]
    main = [period for period in known if period.role == ItemPeriod.Role.MAIN]
    return min(main or known, key=lambda period: period.start, default=None)


def meaning(period: ItemPeriod) -> str:
    """Return in words how the wording of a period was understood."""
    year = period.start.year if period.start else 0
    reading = PeriodReading(
        wording=period.wording,
        start=period.start,
        end=period.end,
        recurrence=period.recurrence,
        times=period.times,
        condition=period.condition,
        months=tuple(months_of(period, year)),
        note=period.note,
        understood=period.is_understood,
    )
    return describe(reading)
