"""A reading shown in words, so that a person can check how her wording was understood."""

from calendar import monthrange
from datetime import date

from events.periods.reading import PeriodReading
from events.periods.words import MONTH_NAMES, MONTHS_GENITIVE

RECURRENCES = {
    "continuous": "постоянно",
    "daily": "ежедневно",
    "weekly": "еженедельно",
    "monthly": "ежемесячно",
    "quarterly": "ежеквартально",
    "yearly": "ежегодно",
}
CONDITIONS = {
    "on_request": "по запросам",
    "on_schedule": "по графику",
    "as_needed": "по мере необходимости",
}
_USUAL_TIMES = {"monthly": 12, "quarterly": 4, "yearly": 1}


def describe(reading: PeriodReading) -> str:
    """Return the meaning: «1–5 июля 2024», «весь 2024 год, ежеквартально», «не понят»."""
    if not reading.understood or reading.start is None or reading.end is None:
        return "не понят"
    parts = [_days(reading.start, reading.end, reading.months)]
    parts.append(RECURRENCES.get(reading.recurrence, ""))
    if reading.times and reading.times != _USUAL_TIMES.get(reading.recurrence):
        parts.append(f"раз в год: {reading.times}")
    parts.append(CONDITIONS.get(reading.condition, ""))
    return ", ".join(part for part in parts if part)


def _days(start: date, end: date, months: tuple[int, ...]) -> str:
    if start.day == 1 and _is_last_day(end):
        return _whole_months(start, end, months)
    if start == end:
        return _day(start)
    if start.year == end.year:
        if start.month == end.month:
            return f"{start.day}–{_day(end)}"
        return f"{start.day} {MONTHS_GENITIVE[start.month - 1]} – {_day(end)}"
    return f"{_day(start)} – {_day(end)}"


def _whole_months(start: date, end: date, months: tuple[int, ...]) -> str:
    if start.year != end.year:
        return f"{_month(start)} {start.year} – {_month(end)} {end.year}"
    if end.month - start.month == 11:
        return f"весь {start.year} год"
    if len(months) < end.month - start.month + 1:
        return f"{', '.join(MONTH_NAMES[month - 1] for month in months)} {start.year}"
    if start.month == end.month:
        return f"{_month(start)} {start.year}"
    return f"{_month(start)} – {_month(end)} {end.year}"


def _is_last_day(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _month(day: date) -> str:
    return MONTH_NAMES[day.month - 1]


def _day(day: date) -> str:
    return f"{day.day} {MONTHS_GENITIVE[day.month - 1]} {day.year}"
