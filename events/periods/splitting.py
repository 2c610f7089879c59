"""A cell of times cut into the wordings it holds: «28 января; Февраль», a date a line."""

import re

from events.periods.reader import read_period
from events.periods.reading import PeriodReading

_BETWEEN = re.compile(r"[;\n\r]+")
# A year under its month, or the end of a range under its beginning.
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*(?:года?|г)\.?)?")
_FROM, _TO = re.compile(r"(?i:со?)\s"), re.compile(r"(?i:по|до)\s")


def split_wordings(text: str, year: int) -> list[str]:
    """Return the wordings of a cell, each as written.

    Line breaks and semicolons part them. Lines are put together when they are one wording broken
    over two («1 - 5» and «июля», «январь» and «2024 г.», «с 1 марта» and «по 5 мая»), and when a
    line only says how often or on what condition.
    """
    parts = [" ".join(part.split()).strip(" ,") for part in _BETWEEN.split(text)]
    parts = _with_their_ends([part for part in parts if re.search(r"\w", part)])
    if len(parts) < 2:
        return parts
    broken = " ".join(text.split())
    if any(not read_period(part, year).understood for part in parts):
        return [broken] if read_period(broken, year).understood else parts
    return _with_conditions(parts, year)


def _with_their_ends(parts: list[str]) -> list[str]:
    whole = parts[:1]
    for part in parts[1:]:
        ends_range = _FROM.match(whole[-1]) and _TO.match(part)
        if ends_range or (_YEAR.fullmatch(part) and not _YEAR.search(whole[-1])):
            whole[-1] = f"{whole[-1]} {part}"
        else:
            whole.append(part)
    return whole


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
