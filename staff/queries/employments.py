"""Lists of the work of people, and what they add up to."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast

from common.russian import round_half_up
from common.year_or_day import before_or_on
from staff.experience import AgeGroup, years_before
from staff.models import Education, Employee, Employment, Leave, PersonalDataAccess, Vacancy
from staff.queries.vacancies import rates_of, vacant_rates

# Of several schools the highest level counts.
RANK = Case(
    When(level=Education.Level.HIGHER, then=Value(0)),
    When(level=Education.Level.VOCATIONAL, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@dataclass(frozen=True)
class StaffTotals:
    """Numbers of a set of works: heads, rates (posts), heads by schooling; rates nobody holds."""

    people: int
    rates: Decimal
    higher: int
    library_educated: int
    vacant: Decimal = Decimal(0)

    @property
    def library_educated_percent(self) -> Decimal | None:
        """Share of library education in per cent, one place; None when there is nobody."""
        if not self.people:
            return None
        return round_half_up(Decimal(self.library_educated) / self.people * 100, 1)


def working(employments: QuerySet[Employment], on: datetime.date) -> QuerySet[Employment]:
    """Keep the work that stands on the list on the day; people on leave stand there too."""
    return employments.filter(
        Q(since__isnull=True) | Q(since__lte=on), Q(until__isnull=True) | Q(until__gte=on)
    )


def ended(employments: QuerySet[Employment], on: datetime.date) -> QuerySet[Employment]:
    """Keep the work whose last day lies before the day."""
    return employments.filter(until__lt=on)


def coming(employments: QuerySet[Employment], on: datetime.date) -> QuerySet[Employment]:
    """Keep the work that is still to begin."""
    return employments.filter(since__gt=on)


def on_leave(employments: QuerySet[Employment], on: datetime.date) -> QuerySet[Employment]:
    """Keep the work of the people who are on a long leave on the day."""
    return working(employments, on).filter(Exists(_leaves(on)))


def of_age(
    employments: QuerySet[Employment], group: AgeGroup, on: datetime.date
) -> QuerySet[Employment]:
    """Keep the work of people of the age group, as `staff.experience.age_on` counts."""
    known = employments.filter(employee__born__isnull=False)
    older = before_or_on("employee__born", years_before(on, group.most + 1))
    return known.filter(before_or_on("employee__born", years_before(on, group.least))).exclude(
        older
    )


def list_employments(employments: QuerySet[Employment], on: datetime.date) -> QuerySet[Employment]:
    """Return the works in the order of people's names, with what a list shows of them.

    Annotates `level` (highest schooling by the day or None), `is_skilled` (any library
    education by then) and `is_away` (on a long leave that day). Of work that has ended all this is
    told as of its last day: what came later is for the next employer.
    """
    schools = _schools(on)
    highest = schools.annotate(rank=RANK).order_by("rank").values("level")[:1]
    return (
        employments.select_related("employee", "library__organisation")
        .annotate(
            level=Subquery(highest),
            is_skilled=Exists(schools.filter(is_library=True)),
            is_away=Q(Q(until__isnull=True) | Q(until__gte=on), Exists(_leaves(on))),
        )
        .order_by("employee__name_key", "employee", "kind", "pk")
    )


def _schools(on: datetime.date) -> QuerySet[Education]:
    """Return the schools that the employee of a work had finished by the day and by its end."""
    schools = Education.objects.filter(employee=OuterRef("employee"))
    schools = schools.annotate(last=Cast(OuterRef("until"), CharField()))
    by_then = Q(finished__lte=on.isoformat()) & (Q(last=None) | Q(finished__lte=F("last")))
    return schools.filter(Q(finished__isnull=True) | by_then)


def _leaves(on: datetime.date) -> QuerySet[Leave]:
    lasts = Q(until__isnull=True) | Q(until__gte=on)
    return Leave.objects.filter(lasts, since__lte=on, employee=OuterRef("employee"))


def totals(
    employments: QuerySet[Employment], vacancies: QuerySet[Vacancy] | None = None
) -> StaffTotals:
    """Add up a list of `list_employments` in one query; a person of two works counts once.

    The rates of `vacancies`, those of one library, are added up in the same query; where nobody
    works, in one more.
    """
    beside = {} if vacancies is None else {"vacant": Max(rates_of(vacancies))}
    row: dict[str, Any] = employments.order_by().aggregate(
        people=Count("employee", distinct=True),
        rates=Sum("rate"),
        higher=Count("employee", filter=Q(level=Education.Level.HIGHER), distinct=True),
        skilled=Count("employee", filter=Q(is_skilled=True), distinct=True),
        **beside,
    )
    empty = row.get("vacant")
    if vacancies is not None and not row["people"]:
        empty = vacant_rates(vacancies)
    rates = row["rates"] or Decimal(0)
    return StaffTotals(row["people"], rates, row["higher"], row["skilled"], empty or Decimal(0))


def last_looks(employee: Employee) -> list[PersonalDataAccess]:
    """Return who looked at the person lately, each with her last look, newest first."""
    looks: dict[int, PersonalDataAccess] = {}
    for look in employee.accesses.select_related("user")[:200]:
        looks.setdefault(look.user_id, look)
    return list(looks.values())
