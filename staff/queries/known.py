"""Whether somebody who is being written down works in the region's libraries already."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from common.text import normalise
from common.year_or_day import YearOrDay
from staff.models import Employee, Employment
from staff.rules import employments_of

NEAR_YEARS = 2


@dataclass(frozen=True)
class Known:
    """Works of people who may be the same person: in one's scope, and in other organisations.

    Of the others a librarian may only learn that there is such a person (152-ФЗ).
    """

    own: list[Employment]
    foreign: list[Employment]

    def __bool__(self) -> bool:
        return bool(self.own or self.foreign)

    @property
    def people(self) -> set[Employee]:
        return {work.employee for work in (*self.own, *self.foreign)}


def known_like(person: Employee, user: Any, today: datetime.date) -> Known:
    """Return the works, of today or to come, of people of this name and birth; two queries.

    In the user's scope an unknown or near birth year is asked about, as the import does; in other
    organisations only the same birth counts.
    """
    key = normalise(person.full_name)
    found = list(_at_work(today).filter(employee__name_key=key)) if key else []
    kept = set(employments_of(user).filter(pk__in=[work.pk for work in found]).values_list("pk"))
    own = [work for work in found if (work.pk,) in kept]
    foreign = [work for work in found if (work.pk,) not in kept]
    return Known(
        [work for work in own if may_be(work, person.born)],
        [work for work in foreign if _is_born_then(work, person.born)],
    )


def may_be(work: Employment, born: YearOrDay | None) -> bool:
    """Whether the worker may be who was born then: the year is unknown, equal or near."""
    stored = work.employee.birth_year
    return born is None or stored is None or abs(stored - born.year) <= NEAR_YEARS


def is_sure(work: Employment, born: YearOrDay | None) -> bool:
    """Whether the birth year of the worker is this one."""
    return born is not None and work.employee.birth_year == born.year


def _is_born_then(work: Employment, born: YearOrDay | None) -> bool:
    stored = work.employee.born
    if stored and stored.day and born and born.day:
        return bool(stored.day == born.day)
    return is_sure(work, born)


def _at_work(today: datetime.date) -> QuerySet[Employment]:
    """Return the works that have not ended, in a settled order."""
    going = Employment.objects.filter(Q(until__isnull=True) | Q(until__gte=today))
    return going.select_related("employee", "library__organisation").order_by("pk")
