"""The time that a report tells of: a year, a part of it, or a single survey.

In addresses and commands it is written `2025`, `2025-h1`, `2025-q3`, `2025-03` or `2025-once`.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models

PATTERN = r"[12]\d{3}(?:-(?:h[12]|q[1-4]|0[1-9]|1[0-2]|once))?"
_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_ROMAN = ("", "I", "II", "III", "IV")


class PeriodKind(models.TextChoices):
    """How often a form is collected."""

    YEAR = "year", "год"
    HALF_YEAR = "half_year", "полугодие"
    QUARTER = "quarter", "квартал"
    MONTH = "month", "месяц"
    ONCE = "once", "разово"


# How many periods of a kind a year has; a year and a single survey are not numbered.
PARTS = {PeriodKind.HALF_YEAR: 2, PeriodKind.QUARTER: 4, PeriodKind.MONTH: 12}


@dataclass(frozen=True)
class ReportingPeriod:
    """A kind of period in a year; `number` tells which one, 0 where there is only one."""

    year: int
    period: str = PeriodKind.YEAR
    number: int = 0

    def __post_init__(self) -> None:
        parts = PARTS.get(PeriodKind(self.period))
        if (parts is None and self.number) or (parts and not 1 <= self.number <= parts):
            raise ValueError(f"Периода «{self.period}» с номером {self.number} в году нет.")

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """The period as it stands in addresses: `2025`, `2025-q1`."""
        suffix = {
            PeriodKind.YEAR: "",
            PeriodKind.HALF_YEAR: f"-h{self.number}",
            PeriodKind.QUARTER: f"-q{self.number}",
            PeriodKind.MONTH: f"-{self.number:02}",
            PeriodKind.ONCE: "-once",
        }[PeriodKind(self.period)]
        return f"{self.year}{suffix}"

    @property
    def words(self) -> str:
        """The period after «за»: «2025 год», «I квартал 2025 года», «март 2025 года»."""
        name = self.part
        if self.period == PeriodKind.ONCE:
            return f"{self.year} год (разовый сбор)"
        return f"{name} {self.year} года" if name else f"{self.year} год"

    @property
    def part(self) -> str:
        """Which part of the year it is: «I квартал»; nothing for a whole year."""
        if self.period == PeriodKind.MONTH:
            return _MONTHS[self.number - 1]
        if self.period in PARTS:
            return f"{_ROMAN[self.number]} {PeriodKind(self.period).label}"
        return ""

    @property
    def last_month(self) -> int:
        """The month it ends with."""
        parts = PARTS.get(PeriodKind(self.period), 1)
        return 12 // parts * (self.number or 1)

    @property
    def last_day(self) -> dt.date:
        month = self.last_month
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def year_before(self) -> "ReportingPeriod":
        """The same period of the year before, which figures are compared with."""
        return ReportingPeriod(self.year - 1, self.period, self.number)

    @property
    def fields(self) -> Mapping[str, int | str]:
        """What finds the period's campaigns: `Campaign.objects.filter(**period.fields)`."""
        return {"year": self.year, "period": self.period, "number": self.number}


def parse_period(key: str) -> ReportingPeriod:
    """Return the period written as `2025-q1`. Raises ValueError."""
    if not re.fullmatch(PATTERN, key.strip(), re.ASCII):
        raise ValueError(f"Не похоже на период: «{key}». Примеры: 2025, 2025-q1, 2025-h2, 2025-03.")
    digits, _, part = key.strip().partition("-")
    year = int(digits)
    if part in ("", "once"):
        return ReportingPeriod(year, PeriodKind.ONCE if part else PeriodKind.YEAR)
    kind = {"h": PeriodKind.HALF_YEAR, "q": PeriodKind.QUARTER}.get(part[0], PeriodKind.MONTH)
    return ReportingPeriod(year, kind, int(part.lstrip("hq")))


def period_choices() -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """Return the periods of a year for a form field: «quarter-1» named «I квартал», by kinds."""
    yield "Год", [("year-0", "весь год")]
    for kind, parts in PARTS.items():
        periods = [ReportingPeriod(2000, kind, number) for number in range(1, parts + 1)]
        yield kind.label.capitalize(), [(f"{kind}-{one.number}", one.part) for one in periods]
    yield "Без периода", [("once-0", "разовый сбор")]


class PeriodConverter:
    """The period of a campaign in an address."""

    regex = PATTERN

    def to_python(self, value: str) -> ReportingPeriod:
        return parse_period(value)

    def to_url(self, value: ReportingPeriod | str | int) -> str:
        return str(value)
