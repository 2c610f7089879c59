"""Reads of courses and of what people have learnt."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Sum, Value, When

from staff.models import Course, Employee, Employment, Registration, Training, TrainingKind
from staff.queries.workplaces import at_work, workplaces

States = Registration.State
IN_COURSE = Q(registrations__state__in=(States.REGISTERED, States.ATTENDED, States.ABSENT))
# Seminars broaden the mind; only these two give the document of additional education.
QUALIFYING_KINDS = (TrainingKind.UPGRADE, TrainingKind.RETRAINING)


@dataclass(frozen=True)
class Placed:
    """A registration with the person's place of work, which may be unknown."""

    registration: Registration
    work: Employment | None


def list_courses(courses: QuerySet[Course]) -> QuerySet[Course]:
    """Return the courses, latest first, with `taken` and `waiting`: numbers of people."""
    return courses.annotate(
        taken=Count("registrations", filter=IN_COURSE),
        waiting=Count("registrations", filter=Q(registrations__state=States.WAITING)),
    ).order_by("-starts_on", "-pk")


def kept_trainings(trainings: QuerySet[Training]) -> QuerySet[Training]:
    """Leave out the removed ones."""
    return trainings.filter(is_removed=False)


def list_trainings(trainings: QuerySet[Training]) -> QuerySet[Training]:
    """Return the trainings, latest first, with what a list shows of them."""
    return trainings.select_related("employee", "course").order_by("-ends_on", "-pk")


def with_library_code(
    trainings: QuerySet[Training], employments: QuerySet[Employment], day: datetime.date
) -> QuerySet[Training]:
    """Annotate `library_code`: where, of these employments, the person works on `day`, or None.

    Her main work counts before the others.
    """
    is_main = Case(When(kind=Employment.Kind.MAIN, then=Value(0)), default=Value(1))
    works = employments.filter(at_work(day), employee=OuterRef("employee")).order_by(is_main, "pk")
    return trainings.annotate(library_code=Subquery(works.values("library__code")[:1]))


def trainings_of_person(trainings: QuerySet[Training], employee: Employee) -> QuerySet[Training]:
    """Return what one person has learnt, latest first."""
    return list_trainings(kept_trainings(trainings).filter(employee=employee))


def qualifying(trainings: QuerySet[Training]) -> QuerySet[Training]:
    """Return the trainings that count as «повышение квалификации» or retraining."""
    return kept_trainings(trainings).filter(kind__in=QUALIFYING_KINDS)


def placed(registrations: Iterable[Registration], day: datetime.date) -> list[Placed]:
    """Return the registrations with the places of work of their people."""
    found = list(registrations)
    places = workplaces([each.employee_id for each in found], day)
    return [Placed(each, places.get(each.employee_id)) for each in found]


def registered(registrations: QuerySet[Registration], course: Course) -> list[Registration]:
    """Return who is registered for the course: places first, then the waiting list, in turn."""
    order: dict[Any, int] = {States.WAITING: 1, States.WITHDRAWN: 2}
    rows = registrations.filter(course=course).select_related("employee", "course")
    return sorted(rows, key=lambda each: (order.get(each.state, 0), each.queued_at, each.pk))


def training_totals(trainings: QuerySet[Training]) -> dict[str, int]:
    """Count the set: `records`, `people`, `hours`; one query."""
    row = trainings.order_by().aggregate(
        records=Count("pk"), people=Count("employee", distinct=True), hours=Sum("hours")
    )
    return {name: value or 0 for name, value in row.items()}
