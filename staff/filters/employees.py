"""Filters of the list of people."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from common.filters import ListFilterSet, SearchFilter, choice_of_rows, words_of
from libraries.models import Territory
from libraries.queries import at_or_below
from staff.experience import AGE_GROUPS
from staff.filters.scope import (
    libraries_to_choose,
    organisations_to_choose,
    territories_to_choose,
)
from staff.models import Education, Employment, PostGroup
from staff.queries import coming, ended, of_age, on_leave, working

Works = QuerySet[Employment]
LIBRARY_EDUCATION = [("yes", "библиотечное"), ("no", "не библиотечное")]
STATES = [
    ("working", "работают"),
    ("leave", "в длительном отпуске"),
    ("coming", "приступят"),
    ("left", "работали раньше"),
    ("all", "все"),
]
BY_STATE: dict[str, Callable[[Works, Any], Works]] = {
    "working": working,
    "leave": on_leave,
    "coming": coming,
    "left": ended,
}


class NameFilter(SearchFilter):
    """Finds people by their names; of work that has ended, by the name of then."""

    def filter(self, qs: Works, value: str) -> Works:
        for word in words_of(value or ""):
            now = Q(name_then="", employee__name_key__contains=word)
            qs = qs.filter(now | Q(name_then_key__contains=word))
        return qs


class EmploymentFilter(ListFilterSet):
    """How the list of people is narrowed; those who left are out unless asked for."""

    defaults = {"state": "working"}
    main = ("q", "organisation", "library")

    q = NameFilter()
    organisation = choice_of_rows(
        organisations_to_choose, label="Учреждение", field_name="library__organisation"
    )
    library = choice_of_rows(libraries_to_choose, label="Библиотека")
    territory = choice_of_rows(territories_to_choose, label="Территория", method="by_territory")
    post_group = django_filters.ChoiceFilter(
        label="Группа должностей", choices=PostGroup, empty_label="Все"
    )
    kind = django_filters.ChoiceFilter(
        label="Вид работы", choices=Employment.Kind, empty_label="Все"
    )
    education = django_filters.ChoiceFilter(
        label="Образование", choices=Education.Level, empty_label="Все", field_name="level"
    )
    profile = django_filters.ChoiceFilter(
        label="Профиль образования",
        choices=LIBRARY_EDUCATION,
        empty_label="Все",
        method="by_profile",
    )
    age = django_filters.ChoiceFilter(
        label="Возраст",
        choices=[(group.key, group.title) for group in AGE_GROUPS],
        empty_label="Все",
        method="by_age",
    )
    state = django_filters.ChoiceFilter(
        label="Состояние", choices=STATES, empty_label=None, method="by_state"
    )

    class Meta:
        model = Employment
        fields: list[str] = []

    def by_territory(self, works: Works, name: str, value: Territory) -> Works:
        return works.filter(library__territory__in=at_or_below(value))

    def by_profile(self, works: Works, name: str, value: str) -> Works:
        return works.filter(is_skilled=value == "yes")

    def by_age(self, works: Works, name: str, value: str) -> Works:
        group = next(group for group in AGE_GROUPS if group.key == value)
        return of_age(works, group, timezone.localdate())

    def by_state(self, works: Works, name: str, value: str) -> Works:
        keep = BY_STATE.get(value)
        return keep(works, timezone.localdate()) if keep else works
