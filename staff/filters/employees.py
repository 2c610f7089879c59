"""Filters of the list of people."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from accounts.scope import organisations_of
from common.filters import ListFilterSet, SearchFilter, choice_of_rows
from libraries.models import Library, Organisation
from staff.models import Employee
from staff.rules import employing_libraries_of

LIBRARY_EDUCATION = [("yes", "библиотечное"), ("no", "не библиотечное")]
STATES = [("working", "работают"), ("left", "не работают"), ("all", "все")]


def _organisations(request: Any) -> QuerySet[Organisation]:
    scope = organisations_of(request.user)
    return scope.filter(libraries__isnull=False).distinct()


def _libraries(request: Any) -> QuerySet[Library]:
    return employing_libraries_of(request.user).order_by("name_key", "code")


class EmployeeFilter(ListFilterSet):
    """How the list of people is narrowed; those who left are out unless asked for."""

    defaults = {"state": "working"}
    main = ("q", "organisation", "library")

    q = SearchFilter("name_key")
    organisation = choice_of_rows(
        _organisations, label="Учреждение", field_name="library__organisation"
    )
    library = choice_of_rows(_libraries, label="Библиотека")
    education = django_filters.ChoiceFilter(
        label="Образование", choices=Employee.Education, empty_label="Все"
    )
    profile = django_filters.ChoiceFilter(
        label="Профиль образования",
        choices=LIBRARY_EDUCATION,
        empty_label="Все",
        method="by_profile",
    )
    state = django_filters.ChoiceFilter(
        label="Состояние", choices=STATES, empty_label=None, method="by_state"
    )

    class Meta:
        model = Employee
        fields: list[str] = []

    def by_profile(self, people: QuerySet[Employee], name: str, value: str) -> QuerySet[Employee]:
        return people.filter(is_library_education=value == "yes")

    def by_state(self, people: QuerySet[Employee], name: str, value: str) -> QuerySet[Employee]:
        return people if value == "all" else people.filter(left_on__isnull=value == "working")
