"""Working days of a five-day week."""

import datetime as dt

# Labour Code of Russia, article 112. Yearly transfers of days off are decreed anew each year and
# are not known here: a term counted over such a week may be a day longer or shorter.
HOLIDAYS = frozenset(
    [(1, day) for day in range(1, 9)] + [(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)]
)
SATURDAY = 5


def is_workday(day: dt.date) -> bool:
    return day.weekday() < SATURDAY and (day.month, day.day) not in HOLIDAYS


def after_workdays(day: dt.date, number: int) -> dt.date:
    """Return the last of the `number` working days that follow `day`."""
    while number > 0:
        day += dt.timedelta(days=1)
        number -= is_workday(day)
    return day
