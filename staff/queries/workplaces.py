"""Where people work on a day: the only place that reads it for lists about learning and consent."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from common.year_or_day import before_or_on
from staff.models import Employee, Employment


def at_work(day: datetime.date) -> Q:
    """Match employments that hold on `day`."""
    begun = Q(since__isnull=True) | Q(since__lte=day)
    return begun & (Q(until__isnull=True) | Q(until__gte=day))


def working(
    people: QuerySet[Employee], day: datetime.date, libraries: Any = None
) -> QuerySet[Employee]:
    """Return those of the people who work on `day`, in one of `libraries` when these are given."""
    places = Employment.objects.filter(at_work(day), employee=OuterRef("pk"))
    if libraries is not None:
        places = places.filter(library__in=libraries)
    return people.filter(Exists(places))


def workplaces(
    people: Iterable[int], day: datetime.date, libraries: Any = None
) -> Mapping[int, Employment]:
    """Return the main place of work of each person on `day`, by her number; one query.

    With `libraries`, only the places there are told.
    """
    rows = Employment.objects.filter(at_work(day), employee__in=list(people))
    if libraries is not None:
        rows = rows.filter(library__in=libraries)
    found: dict[int, Employment] = {}
    for row in rows.select_related("employee", "library__organisation", "library__territory"):
        best = found.get(row.employee_id)
        if best is None or _weight(row) > _weight(best):
            found[row.employee_id] = row
    return found


def _weight(row: Employment) -> tuple[bool, Any, int]:
    return row.kind == Employment.Kind.MAIN, row.rate, row.pk


def begun_by(day: datetime.date) -> Q:
    """Match people who worked in libraries by `day`, or of whom it is not known since when."""
    return Q(in_libraries_since__isnull=True) | before_or_on("in_libraries_since", day)
