"""All that a person may see of one employee."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, Min, Model, OuterRef, Q
from django.utils import timezone

from common.roles import is_department
from common.year_or_day import YearOrDay
from staff.experience import MONTHS, experience_on, full_months, years_text
from staff.models import Award, Education, Employee, Employment, Erasure, Leave
from staff.rules import employing_libraries_of


@dataclass(frozen=True)
class Card:
    """An employee as the one who asks may see her.

    `kept_until` is the last day of work there when the asker is a former employer: all else is
    as it stood that day. None: she works in the asker's scope, or the asker is the department.
    `kept_works` are the keys of the works in the asker's scope that she may change. Nothing is
    changed any more of a person made impersonal (`is_erased`).
    """

    employee: Employee
    person: Any
    on: datetime.date
    kept_until: datetime.date | None
    employments: list[Employment]
    educations: list[Education]
    awards: list[Award]
    leaves: list[Leave]
    kept_works: set[int]
    is_erased: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the asker sees all, and not only what a former employer knew."""
        return self.kept_until is None

    @property
    def may_change(self) -> bool:
        """Whether the asker keeps the card."""
        return self.is_whole and not self.is_erased

    @property
    def present(self) -> list[Employment]:
        """The works of the day, the main one first."""
        today = [one for one in self.employments if _holds(one, self.on)]
        return sorted(today, key=lambda one: one.kind != Employment.Kind.MAIN)

    @property
    def coming(self) -> Employment | None:
        """The work that is still to begin, of one who does not work now."""
        ahead = [one for one in self.employments if one.since and one.since > self.on]
        return None if self.present else min(ahead, key=lambda one: one.since, default=None)

    @property
    def leave(self) -> Leave | None:
        """The long leave she is on."""
        return next((one for one in self.leaves if _holds(one, self.on)), None)

    @property
    def age(self) -> str:
        """The age in words, as certain as the birth is known."""
        born = self.person.born
        return _years(None if born is None else full_months(born.latest, self.on), born, self.on)

    @property
    def experience(self) -> str:
        person = self.person
        months = experience_on(person.works_since, person.work_break, self.on)
        return _years(months, person.works_since, self.on)

    @property
    def library_experience(self) -> str:
        person = self.person
        months = experience_on(person.in_libraries_since, person.library_break, self.on)
        return _years(months, person.in_libraries_since, self.on)


def _years(months: int | None, since: YearOrDay | None, on: datetime.date) -> str:
    is_exact = since is None or since.day is not None or (on.month, on.day) == (12, 31)
    return years_text(None if months is None else months // MONTHS, is_exact)


def card_of(user: Any, employee: Employee, on: datetime.date | None = None) -> Card:
    """Return what `user`, in whose scope the employee works or worked, may see of her."""
    today = on or timezone.localdate()
    in_scope = Q(library__in=employing_libraries_of(user).values("pk"))
    rows = employee.employments.select_related("library__organisation")
    works = list(
        rows.annotate(
            is_kept=ExpressionWrapper(in_scope, BooleanField()),
            is_erased=Exists(Erasure.objects.filter(employee=OuterRef("employee"))),
        )
    )
    details = [list(rows.all()) for rows in (employee.educations, employee.awards, employee.leaves)]
    own = [one for one in works if one.is_kept]
    is_erased = any(one.is_erased for one in works)
    kept_works = set() if is_erased else {one.pk for one in own}
    until = None if is_department(user) else _kept_until(own, today)
    if until is None:
        return Card(employee, employee, today, None, works, *details, kept_works, is_erased)
    moment = _moment_of_parting(own, until)
    kept = [_written_by(rows, until, moment) for rows in details]
    return Card(employee, _as_of(employee, moment), until, until, own, *kept, kept_works, is_erased)


def _kept_until(own: list[Employment], today: datetime.date) -> datetime.date | None:
    """Return the last day in the scope; None while work there goes on."""
    days = [one.until for one in own if one.until is not None and one.until < today]
    return max(days) if days and len(days) == len(own) else None


def _moment_of_parting(own: list[Employment], until: datetime.date) -> datetime.datetime:
    """Return the end of the last day, or the moment when the parting was written down later."""
    evening = timezone.make_aware(datetime.datetime.combine(until, datetime.time.max))
    last = max(own, key=lambda one: one.until or until)
    ending = last.history.filter(until__isnull=False).aggregate(at=Min("history_date"))
    return max(evening, ending["at"] or evening)


def _as_of(employee: Employee, moment: datetime.datetime) -> Any:
    """Return the card as it stood at the moment, or as it was first written down."""
    records = employee.history.order_by("history_date", "history_id")
    record = records.filter(history_date__lte=moment).last() or records.first()
    return record.instance if record else employee


def _written_by(rows: list[Any], until: datetime.date, moment: datetime.datetime) -> list[Any]:
    """Keep what lies before the last day and was not first written down after the parting."""
    if not rows:
        return rows
    model: type[Model] = type(rows[0])
    records = model.history.filter(id__in=[one.pk for one in rows], history_type="+")
    late = set(records.filter(history_date__gt=moment).values_list("id", flat=True))
    return [one for one in rows if one.pk not in late and _began(one) <= until]


def _began(row: Any) -> datetime.date:
    when = {Education: "finished", Award: "given_on", Leave: "since"}[type(row)]
    found = getattr(row, when)
    if found is None:
        return datetime.date.min
    return found if isinstance(found, datetime.date) else found.earliest


def _holds(row: Employment | Leave, day: datetime.date) -> bool:
    return (row.since is None or row.since <= day) and (row.until is None or row.until >= day)
