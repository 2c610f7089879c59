"""Days and hours in words, as announcements write them."""

import datetime

from django.utils.formats import date_format

from common.russian import NO_BREAK, format_day

EN_DASH = "\N{EN DASH}"


def when_words(
    first: datetime.date,
    last: datetime.date,
    from_time: datetime.time | None = None,
    until_time: datetime.time | None = None,
) -> str:
    """Return «16 апреля 2026 г., 10:00–15:30», «16–17 апреля 2026 г.» and the like."""
    days = days_words(first, last)
    if from_time is None:
        return days
    hours = f"{from_time:%H:%M}"
    if until_time is not None:
        hours += f"{EN_DASH}{until_time:%H:%M}"
    return f"{days}, {hours}"


def days_words(first: datetime.date, last: datetime.date) -> str:
    """Return the days from first to last, naming month and year once where one is enough."""
    if first == last:
        return format_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{EN_DASH}{format_day(last)}"
    begin = date_format(first, "j E" if first.year == last.year else "j E Y г.")
    return f"{begin.replace(' ', NO_BREAK)} {EN_DASH} {format_day(last)}"


def short_days(first: datetime.date, last: datetime.date) -> str:
    """Return «16.04.2026» or «16.04.2026–17.04.2026», for cells of tables."""
    if first == last:
        return f"{first:%d.%m.%Y}"
    return f"{first:%d.%m.%Y}{EN_DASH}{last:%d.%m.%Y}"
