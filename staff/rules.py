"""Who sees and keeps the data of library people: personal data, so by scope only.

The department sees the whole region. A librarian sees the work of people in the libraries in her
scope. While a person works there, she sees and keeps the whole card, as an employer does. Once
the person works there no more, the organisation keeps what it had on her last day: the name and
card of that day, the schooling, awards and leaves until then, and her work in its own libraries;
what the next employer writes down is not for the former one.
"""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.scope import libraries_of, organisations_of
from common.roles import is_department, is_head, is_librarian
from libraries.models import Library
from staff.models import (
    Course,
    Employee,
    Employment,
    Erasure,
    PlannedTraining,
    Registration,
    Training,
    Vacancy,
)


def can_see_staff(user: Any) -> bool:
    """The department sees the region, a librarian her organisation; the administrator nobody."""
    return is_department(user) or is_librarian(user)


def employing_libraries_of(user: Any) -> QuerySet[Library]:
    """Return the libraries whose people the person sees and keeps."""
    return libraries_of(user) if can_see_staff(user) else Library.objects.none()


def employments_of(user: Any) -> QuerySet[Employment]:
    """Return the work of people in the libraries in the person's scope, ended work too."""
    return Employment.objects.filter(library__in=employing_libraries_of(user))


def employees_of(user: Any) -> QuerySet[Employee]:
    """Return the people who work, or worked, in the person's scope."""
    own = employments_of(user).filter(employee=OuterRef("pk"))
    return Employee.objects.filter(Exists(own))


def wholly_seen_by(user: Any, on: datetime.date | None = None) -> QuerySet[Employee]:
    """Return the people of whom the person sees all: those who work in her scope.

    The department sees all of everybody.
    """
    if is_department(user):
        return employees_of(user)
    day = on or timezone.localdate()
    own = employments_of(user).filter(Q(until__isnull=True) | Q(until__gte=day))
    return Employee.objects.filter(Exists(own.filter(employee=OuterRef("pk"))))


def kept_employees_of(user: Any, on: datetime.date | None = None) -> QuerySet[Employee]:
    """Return those whose cards the person may change: one made impersonal holds nobody any more."""
    erased = Erasure.objects.filter(employee=OuterRef("pk"))
    return wholly_seen_by(user, on).filter(~Exists(erased))


def vacancies_of(user: Any) -> QuerySet[Vacancy]:
    """Return the vacancies of the libraries in the person's scope."""
    return Vacancy.objects.filter(library__in=employing_libraries_of(user))


def can_keep_courses(user: Any) -> bool:
    """The department prepares courses, opens registration and marks attendance."""
    return is_department(user)


def courses_of(user: Any) -> QuerySet[Course]:
    """Return the courses the person sees; those in preparation only the department."""
    if can_keep_courses(user):
        return Course.objects.all()
    if not can_see_staff(user):
        return Course.objects.none()
    return Course.objects.exclude(state=Course.State.PREPARING)


def registrations_of(user: Any) -> QuerySet[Registration]:
    """Return the registrations of the people of whom the person sees all.

    `is_kept` tells whether she keeps the card too, and so may change the registration.
    """
    seen = Registration.objects.filter(employee__in=wholly_seen_by(user))
    return seen.annotate(is_kept=_is_kept_by(user))


def _is_kept_by(user: Any) -> Exists:
    return Exists(kept_employees_of(user).filter(pk=OuterRef("employee")))


def trainings_of(user: Any, on: datetime.date | None = None) -> QuerySet[Training]:
    """Return what people in the person's scope have learnt.

    Of people who left, a librarian sees what they had learnt by their last day with her.
    """
    if is_department(user):
        return Training.objects.all()
    day = on or timezone.localdate()
    own = employments_of(user).filter(employee=OuterRef("employee"))
    known = Q(until__isnull=True) | Q(until__gte=day) | Q(until__gte=OuterRef("ends_on"))
    return Training.objects.filter(Exists(own.filter(known)))


def wholly_seen_trainings_of(user: Any) -> QuerySet[Training]:
    """Return all that those have learnt of whom the person sees all; `is_kept` as above.

    A person made impersonal stays in the totals.
    """
    seen = Training.objects.filter(employee__in=wholly_seen_by(user))
    return seen.annotate(is_kept=_is_kept_by(user))


def kept_trainings_of(user: Any) -> QuerySet[Training]:
    """Return the trainings the person may change: of those whose cards she keeps."""
    return Training.objects.filter(employee__in=kept_employees_of(user))


def planned_training_of(user: Any) -> QuerySet[PlannedTraining]:
    """Return the rows of the plans of training of the organisations in the person's scope."""
    if not can_see_staff(user):
        return PlannedTraining.objects.none()
    return PlannedTraining.objects.filter(organisation__in=organisations_of(user))


def can_keep_consent_texts(user: Any) -> bool:
    """The head answers for the text that people sign."""
    return is_head(user)


def can_erase_people(user: Any) -> bool:
    """Only the head makes people impersonal: it cannot be undone."""
    return is_head(user)


def can_read_access_log(user: Any) -> bool:
    """Only the head reads who looked at whom."""
    return is_head(user)
