"""Filters of model libraries."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from common.filters import ListFilterSet, SearchFilter, choice_of_rows
from libraries.models import Library, Territory
from libraries.queries import at_or_below, overdue_for_visit, programmes, years

VISITS = [("overdue", "мониторинг просрочен")]


class ModelLibraryFilter(ListFilterSet):
    """How the list of model libraries is narrowed."""

    main = ("q", "year", "programme")

    q = SearchFilter("search_key", "organisation__name_key")
    year = django_filters.ChoiceFilter(label="Год", empty_label="Все", field_name="model_year")
    programme = django_filters.ChoiceFilter(
        label="Программа", empty_label="Все", field_name="model_programme"
    )
    territory = choice_of_rows(
        Territory, named_by=("name",), label="Территория", method="by_territory"
    )
    visit = django_filters.ChoiceFilter(
        label="Мониторинг", choices=VISITS, empty_label="Все", method="by_visit"
    )

    class Meta:
        model = Library
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.fields["year"].choices = [(y, str(y)) for y in years()]
        self.form.fields["programme"].choices = [(p, p) for p in programmes()]

    def by_territory(
        self, libraries: QuerySet[Library], name: str, value: Territory
    ) -> QuerySet[Library]:
        return libraries.filter(territory__in=at_or_below(value))

    def by_visit(self, libraries: QuerySet[Library], name: str, value: str) -> QuerySet[Library]:
        return overdue_for_visit(libraries)
