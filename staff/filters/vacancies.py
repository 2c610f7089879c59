"""Filters of the list of vacancies."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from common.filters import ListFilterSet, SearchFilter, choice_of_rows
from staff.filters.scope import libraries_to_choose, organisations_to_choose
from staff.models import PostGroup, Vacancy
from staff.queries import vacant

STATES = [("open", "открыты"), ("closed", "закрыты"), ("all", "все")]


class VacancyFilter(ListFilterSet):
    """How the list of vacancies is narrowed; closed ones are out unless asked for."""

    defaults = {"state": "open"}
    main = ("q", "organisation", "state")

    q = SearchFilter("library__search_key")
    organisation = choice_of_rows(
        organisations_to_choose, label="Учреждение", field_name="library__organisation"
    )
    library = choice_of_rows(libraries_to_choose, label="Библиотека")
    post_group = django_filters.ChoiceFilter(
        label="Группа должностей", choices=PostGroup, empty_label="Все"
    )
    state = django_filters.ChoiceFilter(
        label="Состояние", choices=STATES, empty_label=None, method="by_state"
    )

    class Meta:
        model = Vacancy
        fields: list[str] = []

    def by_state(self, rows: QuerySet[Vacancy], name: str, value: str) -> QuerySet[Vacancy]:
        today = timezone.localdate()
        if value == "open":
            return vacant(rows, today)
        return rows.filter(closed_on__lte=today) if value == "closed" else rows
