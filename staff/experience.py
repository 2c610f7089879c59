"""Ages and experience, counted for a day and never typed.

Where only the year is known, its last day is taken: what comes out is certain, never flattering.
On 31 December, the day of form 6-НК, an age by the year alone is therefore exact.
"""

import datetime
from dataclasses import dataclass

from common.russian import plural
from common.year_or_day import YearOrDay

MONTHS = 12


def full_months(since: datetime.date, on: datetime.date) -> int:
    """Count the full months from `since` to `on`, 0 before it.

    Who was born on 29 February grows older on 1 March of a common year, as the law counts.
    """
    months = (on.year - since.year) * MONTHS + on.month - since.month
    return max(0, months - (on.day < since.day))


def age_on(born: YearOrDay | None, on: datetime.date) -> int | None:
    """Return the full years of age on the day; None when birth is not known."""
    return full_months(born.latest, on) // MONTHS if born else None


def experience_on(since: YearOrDay | None, break_months: int, on: datetime.date) -> int | None:
    """Return the full months of work up to the day, less the breaks; None when not known."""
    return max(0, full_months(since.latest, on) - break_months) if since else None


def years_text(years: int | None, is_exact: bool = True) -> str:
    """Return «34 года», «не меньше 34 лет» where it is not exact, «не указано»."""
    if years is None:
        return "не указано"
    if is_exact:
        return f"{years}\N{NO-BREAK SPACE}{plural(years, 'год', 'года', 'лет')}"
    return f"не меньше {years}\N{NO-BREAK SPACE}{plural(years, 'года', 'лет', 'лет')}"


@dataclass(frozen=True)
class AgeGroup:
    """Ages from `least` to `most` inclusive."""

    key: str
    title: str
    least: int = 0
    most: int = 200

    def holds(self, age: int) -> bool:
        return self.least <= age <= self.most


# The groups of form 6-НК, section 6.
AGE_GROUPS = (
    AgeGroup("young", "до 30 лет", most=29),
    AgeGroup("middle", "от 30 до 55 лет", 30, 54),
    AgeGroup("elder", "55 лет и старше", 55),
)


def years_before(day: datetime.date, years: int) -> datetime.date:
    """Return the last birthday of those who have turned `years` by the day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
