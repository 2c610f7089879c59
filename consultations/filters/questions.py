"""Filters of questions and of the archive."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from accounts.scope import organisations_of
from common.filters import ListFilterSet, SearchFilter, WordFilter, choice_of_rows
from consultations.models import ArchiveEntry, Question, Topic
from consultations.queries import methodists
from consultations.queries.questions import opened, overdue
from libraries.models import Organisation

WAITING, LATE = "waiting", "late"
STANDS = [(WAITING, "ждут ответа"), (LATE, "срок прошёл"), *Question.State.choices]


def _organisations(request: Any) -> QuerySet[Organisation]:
    return organisations_of(request.user).order_by("name_key")


class QuestionFilter(ListFilterSet):
    """How questions are narrowed; «ждут ответа» holds all the open states."""

    main = ("q", "state")

    q = SearchFilter("search_key", "topic__name_key", "organisation__name_key")
    state = django_filters.ChoiceFilter(
        label="Состояние", choices=STANDS, empty_label="Все", method="standing"
    )
    topic = choice_of_rows(Topic, label="Тема")
    methodist = choice_of_rows(lambda request: methodists(), label="Кто отвечает")
    organisation = choice_of_rows(_organisations, label="Учреждение")

    class Meta:
        model = Question
        fields: list[str] = []

    def standing(self, rows: QuerySet[Question], name: str, value: str) -> QuerySet[Question]:
        if value == WAITING:
            return opened(rows)
        if value == LATE:
            return overdue(rows, timezone.localdate())
        return rows.filter(state=value)


class ArchiveFilter(ListFilterSet):
    """How the archive is narrowed."""

    main = ("q", "topic")

    q = WordFilter("search_key")
    topic = choice_of_rows(Topic, label="Тема")

    class Meta:
        model = ArchiveEntry
        fields: list[str] = []
