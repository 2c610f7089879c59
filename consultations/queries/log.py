"""Reads of the log."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from common.roles import Role
from consultations.models import Attendee, Consultation, Topic

# Whoever records the same again so soon has most likely two windows open, or came back by «Назад».
JUST_NOW = dt.timedelta(minutes=1)


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


def just_recorded(values: Mapping[str, Any], also: str, by: Any) -> Consultation | None:
    """Return the record with all these values that the person has made within a minute.

    `also` are the labels of the attendees, one a line.
    """
    lately = timezone.now() - JUST_NOW
    same = kept(Consultation.objects.filter(created_at__gte=lately, methodist=by, also=also))
    return list_consultations(same.filter(**values)).first()


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
