"""Working days of a five-day week, by the production calendar of Russia."""

import datetime as dt

# Labour Code of Russia, article 112.
_NEW_YEAR = "новогодние каникулы"
_HOLIDAYS = {
    **{(1, day): _NEW_YEAR for day in range(1, 9)},
    (1, 7): "Рождество Христово",
    (2, 23): "День защитника Отечества",
    (3, 8): "Международный женский день",
    (5, 1): "Праздник Весны и Труда",
    (5, 9): "День Победы",
    (6, 12): "День России",
    (11, 4): "День народного единства",
}
HOLIDAYS = frozenset(_HOLIDAYS)
SATURDAY = 5
_WEEKEND = {5: "суббота", 6: "воскресенье"}
_JANUARY = 1
# Days off moved by the Government's yearly decrees: from the first day of a pair to the second.
# 2024: 10.08.2023 № 1314; 2025: 04.10.2024 № 1335; 2026: 24.09.2025 № 1466.
_DECREED = {
    2024: (
        ((1, 6), (5, 10)),
        ((1, 7), (12, 31)),
        ((4, 27), (4, 29)),
        ((11, 2), (4, 30)),
        ((12, 28), (12, 30)),
    ),
    2025: (
        ((1, 4), (5, 2)),
        ((1, 5), (12, 31)),
        ((2, 23), (5, 8)),
        ((3, 8), (6, 13)),
        ((11, 1), (11, 3)),
    ),
    2026: (((1, 3), (1, 9)), ((1, 4), (12, 31))),
}


def is_workday(day: dt.date) -> bool:
    return not day_off(day)


def day_off(day: dt.date) -> str:
    """Return why `day` is a day off: a holiday by its name, «суббота», or a day off moved here.

    Empty for a working day, a Saturday at work by decree among them. Holidays that fall on a
    weekend move their day off to the next working day by article 112 itself; what else is moved
    is decreed for each year anew, see `is_decreed`.
    """
    holiday = _HOLIDAYS.get((day.month, day.day))
    if holiday:
        return holiday
    decreed = _DECREED.get(day.year, ())
    moved = next((source for source, target in decreed if target == (day.month, day.day)), None)
    if moved is not None or _is_moved_by_law(day):
        return "перенесённый выходной"
    if any(source == (day.month, day.day) for source, _ in decreed):
        return ""
    return _WEEKEND.get(day.weekday(), "")


def is_decreed(year: int) -> bool:
    """Return whether the transfers of the year's days off are known here."""
    return year in _DECREED


def _is_moved_by_law(day: dt.date) -> bool:
    """Return whether the day off of a holiday on a weekend falls on this day."""
    if day.weekday() >= SATURDAY:
        return False
    moved_elsewhere = {source for source, _ in _DECREED.get(day.year, ())}
    before = day - dt.timedelta(days=1)
    owed = 0
    while before.weekday() >= SATURDAY or (before.month, before.day) in HOLIDAYS:
        key = (before.month, before.day)
        is_owed = before.weekday() >= SATURDAY and key in HOLIDAYS and before.month != _JANUARY
        owed += is_owed and key not in moved_elsewhere
        before -= dt.timedelta(days=1)
    return owed > 0


def after_workdays(day: dt.date, number: int) -> dt.date:
    """Return the last of the `number` working days that follow `day`."""
    while number > 0:
        day += dt.timedelta(days=1)
        number -= is_workday(day)
    return day
