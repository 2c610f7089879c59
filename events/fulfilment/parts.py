"""The part of a year that a report is about: a month, a quarter, half a year, nine months, all."""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass

from events.calendar import MONTHS

_QUARTERS = ("I квартал", "II квартал", "III квартал", "IV квартал")
_WHOLE, _HALF, _NINE = "year", "h1", "n9"
CODES = {
    **{f"m{number}": name for number, name in enumerate(MONTHS, start=1)},
    **{f"q{number}": name for number, name in enumerate(_QUARTERS, start=1)},
    _HALF: "I полугодие",
    _NINE: "9 месяцев",
    _WHOLE: "год",
}


@dataclass(frozen=True)
class YearPart:
    """A part of `year` by one of CODES."""

    year: int
    code: str = _WHOLE

    @property
    def first(self) -> int:
        """Number of its first month."""
        if self.code[0] == "m":
            return int(self.code[1:])
        return 3 * int(self.code[1:]) - 2 if self.code[0] == "q" else 1

    @property
    def last(self) -> int:
        """Number of its last month."""
        if self.code[0] == "m":
            return int(self.code[1:])
        if self.code[0] == "q":
            return 3 * int(self.code[1:])
        return {_HALF: 6, _NINE: 9}.get(self.code, 12)

    @property
    def begin(self) -> dt.date:
        return dt.date(self.year, self.first, 1)

    @property
    def end(self) -> dt.date:
        return dt.date(self.year, self.last, monthrange(self.year, self.last)[1])

    @property
    def name(self) -> str:
        """Return «ноябрь 2026 года», «III квартал 2026 года», «2026 год»."""
        if self.code == _WHOLE:
            return f"{self.year} год"
        word = CODES[self.code]
        return f"{word.lower() if self.code[0] == 'm' else word} {self.year} года"

    def month_is_over(self, month: int, today: dt.date) -> bool:
        """Return whether the last day of a month of the year is past."""
        return dt.date(self.year, month, monthrange(self.year, month)[1]) < today

    @property
    def months(self) -> range:
        return range(self.first, self.last + 1)


def part_before(day: dt.date, year: int) -> YearPart:
    """Return the month of `year` to report on `day`: the one before, the last when it is over."""
    if day.year > year:
        return YearPart(year, "m12")
    month = day.month - 1 if day.year == year else 0
    return YearPart(year, f"m{max(month, 1)}")
