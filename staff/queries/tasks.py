"""What of the staff and their learning waits for a person: the home pages show it."""

from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils import timezone

from common.imports.records import unfinished
from common.roles import is_librarian
from common.waiting import Kind
from staff.models import Course, Registration, StaffImport
from staff.rules import can_keep_courses, courses_of, registrations_of

IMPORT_PAGES = {"staff": "staff:import-preview", "training": "staff:training-import-preview"}


def waiting_of(user: Any) -> list[Kind]:
    """Return the courses the person has to see to, and her tables not loaded to the end."""
    if can_keep_courses(user):
        courses = [_to_mark()]
    elif is_librarian(user):
        courses = [_ahead(user)]
    else:
        return []
    imports = StaffImport.objects.all()
    unread = [
        unfinished(imports.filter(kind=kind), user, page) for kind, page in IMPORT_PAGES.items()
    ]
    return [*courses, *unread]


def _to_mark() -> Kind:
    """Courses that are over, and of which nobody has said who was there."""
    over = Course.objects.filter(state=Course.State.OPEN, ends_on__lt=timezone.localdate())
    return Kind(
        "Курсы прошли: отметьте, кто был",
        over,
        "staff:course",
        ["ends_on", "pk"],
        about="organiser",
        day="ends_on",
        day_word="закончился",
        all_of_them=f"{reverse('staff:course-list')}?time=past",
    )


def _ahead(user: Any) -> Kind:
    """Courses for which people of her libraries are registered, the nearest first."""
    states = Registration.State
    own = registrations_of(user).filter(course=OuterRef("pk"))
    wait = own.filter(state=states.WAITING)
    courses = courses_of(user).filter(state=Course.State.OPEN, ends_on__gte=timezone.localdate())
    return Kind(
        "Ваши сотрудники записаны на курсы",
        courses.annotate(
            people=_number_of(own.filter(state=states.REGISTERED)), waiting=_number_of(wait)
        ).filter(Q(people__gt=0) | Q(waiting__gt=0)),
        "staff:course",
        ["starts_on", "pk"],
        about=Case(
            When(waiting=0, then=Concat(Value("записано: "), Cast("people", CharField()))),
            default=Concat(
                Value("записано: "),
                Cast("people", CharField()),
                Value(", в листе ожидания: "),
                Cast("waiting", CharField()),
            ),
        ),
        day="starts_on",
        day_word="начало",
        all_of_them=f"{reverse('staff:course-list')}?time=coming",
    )


def _number_of(registrations: QuerySet[Registration]) -> Coalesce:
    number = registrations.order_by().values("course").annotate(number=Count("pk"))
    return Coalesce(Subquery(number.values("number"), IntegerField()), 0)
