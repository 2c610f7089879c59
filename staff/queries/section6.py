"""The figures of section 6 of form 6-НК, counted from the list of people for a day.

Heads are the people whose main work is in the library; people on leave stay on the list. The
form itself is silent about part-timers, so the rule is Rosstat's of the listed number (указания
по заполнению формы П-4): a part-timer is counted once, where her main work is. Posts are the
rates of all works and of the vacancies; who stands in for an absent person adds no post. All but
the heads and posts speak of the main staff, that is of all but the support staff. `lines` tell
of each work which of it was counted, for the one who answers for the figures.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import TextChoices

from staff.experience import AGE_GROUPS, MONTHS, age_on, experience_on
from staff.models import Education, Employment, PostGroup, Vacancy
from staff.queries.employments import working
from staff.queries.vacancies import vacant

Level = Education.Level
NO_SCHOOL = (Level.GENERAL, False)


@dataclass(frozen=True)
class Head:
    """One person of the main staff on the day; `months` of experience in libraries."""

    level: str
    is_skilled: bool
    age: int | None
    months: int | None


class Counting(TextChoices):
    """Whether a work adds a person to the number, and why not."""

    MAIN = "main", "в численности и в основном персонале"
    SUPPORT = "support", "в численности; в основном персонале нет: персонал вспомогательный"
    INNER = "inner", "не в численности: внутренний совместитель, основная работа в другом месте"
    OUTER = "outer", "не в численности: внешний совместитель, основная работа в другом учреждении"
    AGAIN = "again", "не в численности: этот человек уже посчитан"


@dataclass(frozen=True)
class Line:
    """One work on the day: who, at which post and rate, and what was counted of it."""

    name: str
    post: str
    rate: Decimal
    counting: Counting
    is_substitute: bool

    @property
    def why(self) -> str:
        if self.is_substitute:
            return f"{self.counting.label}; ставка не в штате: замещает отсутствующего"
        return str(self.counting.label)


@dataclass
class Section6:
    """What the list says of one library on the day."""

    rates: Decimal = Decimal(0)
    people: int = 0
    heads: list[Head] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def inner(self) -> int:
        return sum(line.counting == Counting.INNER for line in self.lines)

    @property
    def outer(self) -> int:
        return sum(line.counting == Counting.OUTER for line in self.lines)

    @property
    def unknown_ages(self) -> int:
        return sum(head.age is None for head in self.heads)

    @property
    def unknown_experience(self) -> int:
        return sum(head.months is None for head in self.heads)

    def figure(self, name: str) -> Decimal:
        """Return one of FIGURES. Raises KeyError."""
        return Decimal(FIGURES[name](self))


def _count(holds: Callable[[Head], bool]) -> Callable[[Section6], int]:
    return lambda found: sum(holds(head) for head in found.heads)


def _of_level(level: str, only_skilled: bool = False) -> Callable[[Section6], int]:
    return _count(lambda head: head.level == level and (head.is_skilled or not only_skilled))


def _of_age(number: int) -> Callable[[Section6], int]:
    group = AGE_GROUPS[number]
    return _count(lambda head: head.age is not None and group.holds(head.age))


def _of_experience(least: int, most: int) -> Callable[[Section6], int]:
    """Count months of experience from `least` to `most` inclusive."""
    return _count(lambda head: head.months is not None and least <= head.months <= most)


# The columns of the form, by names that the files of `statistics/staff_cells` use.
FIGURES: dict[str, Callable[[Section6], Decimal | int]] = {
    "rates": lambda found: found.rates,
    "people": lambda found: found.people,
    "main_people": lambda found: len(found.heads),
    "higher": _of_level(Level.HIGHER),
    "higher_library": _of_level(Level.HIGHER, only_skilled=True),
    "vocational": _of_level(Level.VOCATIONAL),
    "vocational_library": _of_level(Level.VOCATIONAL, only_skilled=True),
    "experience_under_3": _of_experience(0, 3 * MONTHS - 1),
    "experience_3_to_10": _of_experience(3 * MONTHS, 10 * MONTHS),
    "experience_over_10": _of_experience(10 * MONTHS + 1, 100 * MONTHS),
    "age_under_30": _of_age(0),
    "age_30_to_55": _of_age(1),
    "age_55_and_over": _of_age(2),
}


def section6(libraries: Collection[int], on: datetime.date) -> dict[int, Section6]:
    """Return the figures of each of the libraries, in three queries."""
    found = {pk: Section6() for pk in libraries}
    works = working(Employment.objects.filter(library__in=libraries), on)
    rows = list(works.select_related("employee").order_by("pk"))
    schools = _highest_schools({row.employee_id for row in rows}, on)
    seen: set[tuple[int, int]] = set()
    for row in rows:
        own = found[row.library_id]
        own.rates += Decimal(0) if row.is_substitute else row.rate
        key = (row.library_id, row.employee_id)
        counting = _counting(row, is_again=key in seen)
        own.lines.append(Line(row.name, row.post, row.rate, counting, row.is_substitute))
        if counting in (Counting.MAIN, Counting.SUPPORT):
            seen.add(key)
            own.people += 1
        if counting == Counting.MAIN:
            own.heads.append(_head(row, schools.get(row.employee_id, NO_SCHOOL), on))
    posts = vacant(Vacancy.objects.filter(library__in=libraries), on)
    for library, rate in posts.values_list("library", "rate"):
        found[library].rates += rate
    return found


def _counting(row: Employment, *, is_again: bool) -> Counting:
    if row.kind != Employment.Kind.MAIN:
        return Counting(row.kind)
    if is_again:
        return Counting.AGAIN
    return Counting.SUPPORT if row.post_group == PostGroup.SUPPORT else Counting.MAIN


def _head(row: Employment, school: tuple[str, bool], on: datetime.date) -> Head:
    person = row.employee
    months = experience_on(person.in_libraries_since, person.library_break, on)
    return Head(*school, age_on(person.born, on), months)


def _highest_schools(people: Iterable[int], on: datetime.date) -> dict[int, tuple[str, bool]]:
    """Return the highest level of each person and whether a school of that level is library."""
    levels: dict[int, dict[str, bool]] = defaultdict(dict)
    for row in Education.objects.filter(employee__in=people):
        if row.finished is None or row.finished.earliest <= on:
            own = levels[row.employee_id]
            own[row.level] = own.get(row.level, False) or row.is_library
    order = list(Level)
    return {
        pk: min(own.items(), key=lambda pair: order.index(Level(pair[0])))
        for pk, own in levels.items()
    }
