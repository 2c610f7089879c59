"""Courses from preparation to attendance: places, waiting list, documents.

Whoever changes places locks the course first, then its registrations in the order of their keys:
so two who do it at once wait for one another and never both.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from common.editing import change_row, create_row
from common.russian import format_day
from staff.actions.training import record_attendance, take_back_attendance
from staff.models import Course, Employee, Registration, Training
from staff.notices import tell_moved_up

States = Registration.State
IN_COURSE = (States.REGISTERED, States.ATTENDED, States.ABSENT)


@dataclass(frozen=True)
class Mark:
    """Whether a registered person was there, and the number of the document she was given."""

    attended: bool
    document_number: str = ""


def add_course(values: Mapping[str, Any], by: Any, reason: str = "") -> Course:
    """Add a course, not open for registration yet. Raises ValidationError."""
    return create_row(Course(**values), by, reason)


@transaction.atomic
def change_course(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Course:
    """Change the course; with more places the waiting list moves up.

    Raises StaleObjectError, ValidationError, DoesNotExist.
    """
    course = change_row(Course.objects.all(), pk, values, version, by, reason)
    _move_up(course, by)
    return course


def open_registration(pk: int, *, version: int, by: Any) -> Course:
    """Let libraries register their people for a course in preparation.

    Raises StaleObjectError, DoesNotExist when the course is past that.
    """
    preparing = Course.objects.filter(state=Course.State.PREPARING)
    return _set_state(preparing, pk, Course.State.OPEN, version, by, "Открыта запись")


def cancel_course(pk: int, *, version: int, by: Any) -> Course:
    """Call off a course that is ahead; registrations stay to be seen.

    Raises StaleObjectError, DoesNotExist when it is held or called off already.
    """
    ahead = Course.objects.filter(state__in=(Course.State.PREPARING, Course.State.OPEN))
    return _set_state(ahead, pk, Course.State.CANCELLED, version, by, "Курс отменён")


def _set_state(
    courses: QuerySet[Course], pk: int, state: str, version: int, by: Any, reason: str
) -> Course:
    return change_row(courses, pk, {"state": state}, version, by, reason)


@transaction.atomic
def register_people(course_id: int, people: Iterable[Employee], by: Any) -> list[Registration]:
    """Give each person a place, or one in the waiting list when there is none.

    A person registered already keeps her place. Raises ValidationError when the registration is
    not open.
    """
    course = Course.objects.select_for_update().get(pk=course_id)
    refuse_closed_registration(course, timezone.localdate())
    return [_register(course, employee, by) for employee in people]


def refuse_closed_registration(course: Course, day: datetime.date) -> None:
    """Raise ValidationError unless people may be registered on `day`."""
    if course.state != Course.State.OPEN:
        raise ValidationError(f"Запись закрыта: курс {course.get_state_display()}.")
    until = course.registration_until or course.ends_on
    if until < day:
        raise ValidationError(f"Запись закончилась {format_day(until)} Обратитесь к методисту.")


def _register(course: Course, employee: Employee, by: Any) -> Registration:
    found = course.registrations.filter(employee=employee).first()
    if found is not None and found.state != States.WITHDRAWN:
        return found
    registration = found or Registration(course=course, employee=employee)
    registration.queued_at, registration.registered_by = timezone.now(), by
    registration.state = States.REGISTERED if _free_places(course) != 0 else States.WAITING
    return _save(registration, by)


@transaction.atomic
def withdraw(registration_id: int, by: Any) -> Registration:
    """Give the place back; the first of the waiting list takes it.

    Raises ValidationError once attendance is marked.
    """
    courses = Course.objects.select_for_update(of=("self",))
    course = courses.get(registrations=registration_id)
    registration = course.registrations.get(pk=registration_id)
    if registration.state in (States.ATTENDED, States.ABSENT):
        raise ValidationError("Посещение уже отмечено: запись не отменить.")
    registration.state = States.WITHDRAWN
    _save(registration, by)
    _move_up(course, by)
    return registration


@transaction.atomic
def mark_attendance(
    course_id: int, marks: Mapping[int, Mark], document_on: datetime.date | None, by: Any
) -> Course:
    """Say of each registration whether the person was there, and write it on her card.

    A mark can be corrected: the record on the card follows. Marks are keyed by registration.
    Raises ValidationError while the course has not begun, or is called off.
    """
    course = Course.objects.select_for_update().get(pk=course_id)
    if course.state == Course.State.CANCELLED:
        raise ValidationError("Курс отменён: отмечать некого.")
    if course.starts_on > timezone.localdate():
        raise ValidationError("Курс ещё не начался.")
    present = course.registrations.filter(pk__in=marks, state__in=IN_COURSE)
    for registration in present.select_related("employee").order_by("pk"):
        _mark(course, registration, marks[registration.pk], document_on, by)
    if course.state == Course.State.HELD:
        return course
    held = Course.State.HELD
    return _set_state(
        Course.objects.all(), course_id, held, course.version, by, "Отмечено посещение"
    )


def _mark(
    course: Course, registration: Registration, mark: Mark, document_on: Any, by: Any
) -> None:
    employee, key = registration.employee, f"course:{course.pk}"
    state = States.ATTENDED if mark.attended else States.ABSENT
    if registration.state != state:
        registration.state = state
        _save(registration, by)
    if mark.attended:
        record_attendance(employee, key, _learnt(course, mark, document_on), by)
    else:
        take_back_attendance(employee, key, by)


def _learnt(course: Course, mark: Mark, document_on: datetime.date | None) -> dict[str, Any]:
    return {
        "course": course,
        "title": course.name,
        "kind": course.kind,
        "organiser": course.organiser,
        "starts_on": course.starts_on,
        "ends_on": course.ends_on,
        "hours": course.hours,
        "document_kind": course.document_kind,
        "document_number": mark.document_number,
        "document_on": document_on if mark.document_number else None,
        "source": Training.Source.REGISTRATION,
    }


def _free_places(course: Course) -> int | None:
    """Return how many places are left; None when there is no limit."""
    if course.capacity is None:
        return None
    taken = course.registrations.filter(state__in=IN_COURSE).count()
    return max(0, course.capacity - taken)


def _move_up(course: Course, by: Any) -> None:
    """Give free places to those who have waited longest, and tell who registered them."""
    if course.is_over:
        return
    waiting = course.registrations.filter(state=States.WAITING)
    for registration in waiting.select_related("registered_by")[: _free_places(course)]:
        registration.state = States.REGISTERED
        _save(registration, by)
        tell_moved_up(registration)


def _save(registration: Registration, by: Any) -> Registration:
    registration._history_user = by
    registration.full_clean()
    registration.save()
    return registration
