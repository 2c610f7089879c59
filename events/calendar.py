"""Where in the year a row of a plan stands: by months, and in the order of time."""

from collections.abc import Iterable

from events.models import ItemPeriod, PlanItem
from events.periods import describe
from events.periods.kept import reading_of
from events.periods.stretches import Stretch, is_all_year, months_of_year

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


def months_of(period: ItemPeriod, year: int) -> tuple[int, ...]:
    """Return the numbers of the months of `year` that the period touches, in order."""
    return months_of_year(period.stretches, year)


def month_of(item: PlanItem, year: int) -> int:
    """Return the month under which the row is printed: its first, ALL_YEAR or UNKNOWN."""
    period = main_period(item.periods.all())
    months = months_of(period, year) if period else ()
    if not months:
        return UNKNOWN
    return ALL_YEAR if is_all_year(months) else months[0]


def time_key(item: PlanItem, year: int) -> tuple[int, tuple[Stretch, ...]]:
    """Return the key that sorts rows by time: all-year first, then by start and end.

    Of «12, 19 марта» and «12 марта» the shorter comes first.
    """
    period = main_period(item.periods.all())
    if period is None:
        return 2, ()
    is_first = month_of(item, year) == ALL_YEAR
    return (0 if is_first else 1), period.stretches


def main_period(periods: Iterable[ItemPeriod]) -> ItemPeriod | None:
    """Return the period that places the row in the year: the earliest of its main ones."""
    known = [period for period in periods if period.stretches]
    main = [period for period in known if period.role == ItemPeriod.Role.MAIN]
    return min(main or known, key=lambda period: period.stretches[0].first, default=None)


def meaning(period: ItemPeriod) -> str:
    """Return in words how the wording of a period was understood."""
    return describe(reading_of(period))
