"""Filters of the list of people."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from common.filters import ListFilterSet, SearchFilter, choice_of_rows, words_of
from libraries.forms import DayInput
from libraries.models import Territory
from libraries.queries import at_or_below
from libraries.validators import validate_day
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


class DayField(forms.DateField):
    """Any day of the list of people, one to come too: who will be 55 by 31 December."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": DayInput(), "validators": [validate_day], **kwargs})


class DayFilter(django_filters.DateFilter):
    field_class = DayField


def staff_day_of(data: Mapping[str, str]) -> datetime.date:
    """Return the day for which an address asks by `on`, today for none; also for what is no day."""
    try:
        return DayField(required=False).clean(data.get("on", "")) or timezone.localdate()
    except ValidationError:
        return timezone.localdate()


class NameFilter(SearchFilter):
    """Finds people by their names; of work that has ended, by the name of then."""

    def filter(self, qs: Works, value: str) -> Works:
        for word in words_of(value or ""):
            now = Q(name_then="", employee__name_key__contains=word)
            qs = qs.filter(now | Q(name_then_key__contains=word))
        return qs


class EmploymentFilter(ListFilterSet):
    """How the list of people is narrowed; those who left are out unless asked for.

    The rows are those of `list_employments` for the day of `staff_day_of`.
    """

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
    on = DayFilter(label="На дату", method="on_day")

    class Meta:
        model = Employment
        fields: list[str] = []

    @property
    def day(self) -> datetime.date:
        """The day for which the list is made."""
        return staff_day_of(self.data)

    def on_day(self, works: Works, name: str, value: datetime.date) -> Works:
        return works  # the states, ages and schools of that day are told by `list_employments`

    def by_territory(self, works: Works, name: str, value: Territory) -> Works:
        return works.filter(library__territory__in=at_or_below(value))

    def by_profile(self, works: Works, name: str, value: str) -> Works:
        return works.filter(is_skilled=value == "yes")

    def by_age(self, works: Works, name: str, value: str) -> Works:
        group = next(group for group in AGE_GROUPS if group.key == value)
        return of_age(works, group, self.day)

    def by_state(self, works: Works, name: str, value: str) -> Works:
        keep = BY_STATE.get(value)
        return keep(works, self.day) if keep else works
