"""Days and hours in words, as announcements write them."""

import datetime

from common.russian import format_days

EN_DASH = "\N{EN DASH}"


def when_words(
    first: datetime.date,
    last: datetime.date,
    from_time: datetime.time | None = None,
    until_time: datetime.time | None = None,
) -> str:
    """Return «16 апреля 2026 г., 10:00–15:30», «16–17 апреля 2026 г.» and the like."""
    days = format_days(first, last)
    if from_time is None:
        return days
    hours = f"{from_time:%H:%M}"
    if until_time is not None:
        hours += f"{EN_DASH}{until_time:%H:%M}"
    return f"{days}, {hours}"
