"""How the list of visits is narrowed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.scope import libraries_of
from common.filters import ListFilterSet, SearchFilter, choice_of_rows
from events.models import Visit, VisitAdvice
from events.visits.queries import ANSWERED, OPEN, UNANSWERED
from libraries.models import Library

ADVICE = {
    "open": ("есть невыполненные", OPEN),
    "unanswered": ("ждут ответа библиотеки", UNANSWERED),
    "answered": ("ответ ждёт проверки", ANSWERED),
}


def _libraries(request: Any) -> QuerySet[Library]:
    return libraries_of(request.user)


def _visitors(request: Any) -> QuerySet[User]:
    named = Visit.visitors.through.objects.values("user")
    return User.objects.filter(pk__in=named).order_by("name_key")


class VisitFilter(ListFilterSet):
    """`library` is told by links from a library's page, not chosen here."""

    main = ("q", "state", "visitor")

    q = SearchFilter("library__search_key", "organisation__name_key", "purpose_key")
    state = django_filters.ChoiceFilter(label="Состояние", choices=Visit.State, empty_label="Все")
    visitor = choice_of_rows(_visitors, label="Кто ездил", field_name="visitors")
    advice = django_filters.ChoiceFilter(
        label="Рекомендации",
        choices=[(key, words) for key, (words, _match) in ADVICE.items()],
        empty_label="Все",
        method="by_advice",
    )
    overdue = django_filters.BooleanFilter(
        label="Срок прошёл", widget=forms.CheckboxInput, method="by_overdue"
    )
    library = choice_of_rows(_libraries, field_name="library", widget=forms.HiddenInput)

    class Meta:
        model = Visit
        fields: list[str] = []

    def by_advice(self, visits: QuerySet[Visit], name: str, value: str) -> QuerySet[Visit]:
        rows = VisitAdvice.objects.filter(ADVICE[value][1], visit=OuterRef("pk"))
        return visits.filter(Exists(rows))

    def by_overdue(self, visits: QuerySet[Visit], name: str, value: bool) -> QuerySet[Visit]:
        if not value:
            return visits
        late = VisitAdvice.objects.filter(UNANSWERED, due_on__lt=timezone.localdate())
        return visits.filter(Exists(late.filter(visit=OuterRef("pk"))))
