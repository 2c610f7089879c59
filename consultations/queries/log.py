"""Reads of the log."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from common.roles import Role
from consultations.models import Attendee, Consultation, Topic


@dataclass(frozen=True)
class FormTotal:
    """How many consultations of one form there are."""

    title: str
    number: int


def kept(consultations: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Leave out the removed ones."""
    return consultations.filter(is_removed=False)


def list_consultations(consultations: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Return the consultations, newest first, with what a list shows of them."""
    related = consultations.select_related("methodist", "organisation", "library", "topic")
    return related.order_by("-date", "-pk")


def attendees_of(consultation: Consultation) -> QuerySet[Attendee]:
    """Return those who took part besides the first one, in the order they were named."""
    return consultation.attendees.select_related("library", "organisation").order_by("pk")


def totals_by_form(consultations: QuerySet[Consultation]) -> list[FormTotal]:
    """Count the set by form, one query; forms that do not occur count 0."""
    rows = consultations.order_by().values_list("form").annotate(number=Count("pk"))
    numbers: dict[str, int] = dict(rows)
    return [FormTotal(str(form.label), numbers.get(form, 0)) for form in Consultation.Form]


def methodists(besides: Any = None) -> QuerySet[User]:
    """Return the people of the department who may give consultations now, and `besides` too."""
    works = Q(role__in=(Role.METHODIST, Role.HEAD), is_active=True)
    return User.objects.filter(works | Q(pk=besides)).order_by("name_key")


def topics_to_choose(besides: Any = None) -> QuerySet[Topic]:
    """Return the topics in use, and `besides` though it may be out of use."""
    return Topic.objects.filter(Q(is_active=True) | Q(pk=besides))


def list_topics() -> QuerySet[Topic]:
    """Return all topics with `number`, how many consultations they have."""
    number = Count("consultations", filter=Q(consultations__is_removed=False))
    topics = Topic.objects.select_related("methodist").annotate(number=number)
    return topics.order_by("-is_active", "name_key")


def authors() -> QuerySet[User]:
    """Return the people whose consultations stand in the log, those who left too."""
    return User.objects.filter(consultations__isnull=False).distinct().order_by("name_key")
