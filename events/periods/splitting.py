"""A cell of times cut into the wordings it holds: «28 января; Февраль», a date a line."""

import re

from events.periods.reader import read_period
from events.periods.reading import PeriodReading

_BETWEEN = re.compile(r"[;\n\r]+")


def split_wordings(text: str, year: int) -> list[str]:
    """Return the wordings of a cell, each as written.

    Line breaks and semicolons part them. Lines are put together when they are one wording broken
    over two («1 - 5» and «июля»), and when a line only says how often or on what condition.
    """
    parts = [" ".join(part.split()).strip(" ,") for part in _BETWEEN.split(text)]
    parts = [part for part in parts if re.search(r"\w", part)]
    if len(parts) < 2:
        return parts
    broken = " ".join(text.split())
    if any(not read_period(part, year).understood for part in parts):
        return [broken] if read_period(broken, year).understood else parts
    return _with_conditions(parts, year)


def _with_conditions(parts: list[str], year: int) -> list[str]:
    whole = parts[:1]
    for part in parts[1:]:
        together = f"{whole[-1]} {part}"
        if _names_no_time(read_period(part, year)) and read_period(together, year).understood:
            whole[-1] = together
        else:
            whole.append(part)
    return whole


def _names_no_time(reading: PeriodReading) -> bool:
    says_how = reading.recurrence or reading.condition or reading.times
    return bool(says_how) and len(reading.months) == 12
