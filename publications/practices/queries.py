"""Reads of the practices."""

from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.urls import reverse

from common.waiting import Kind
from publications.models import Practice
from publications.practices.rules import can_judge, can_propose, practices_of

State = Practice.State


def list_practices(practices: QuerySet[Practice]) -> QuerySet[Practice]:
    """Return those that wait for a word first, then the newest published ones."""
    waits = Case(
        When(state=Practice.State.PUBLISHED, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    related = practices.select_related("library")
    return related.order_by(waits, F("published_on").desc(nulls_first=True), "name_key", "pk")


def waiting_number(practices: QuerySet[Practice]) -> int:
    """Count the practices that the department has not looked at."""
    return practices.filter(state=Practice.State.PROPOSED).count()


def waiting_of(user: Any) -> list[Kind]:
    """Return the practices that wait for the person: to be judged, or to be put right."""
    if can_judge(user):
        state, title, about = State.PROPOSED, "Практики ждут публикации", "library__name"
    elif can_propose(user):
        state, title, about = State.RETURNED, "Практики вернули с замечанием", "remark"
    else:
        return []
    rows = practices_of(user).filter(state=state)
    listed = f"{reverse('practices:practice-list')}?state={state}"
    page = "practices:practice"
    return [Kind(title, rows, page, ["pk"], name="title", about=about, all_of_them=listed)]
