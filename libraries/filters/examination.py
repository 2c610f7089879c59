"""Filters of examinations."""

import django_filters

from common.filters import ListFilterSet, SearchFilter
from libraries.models import Examination


class ExaminationFilter(ListFilterSet):
    """How the list of examinations is narrowed."""

    main = ("q", "state")

    q = SearchFilter("library__search_key", "organisation__name_key")
    state = django_filters.ChoiceFilter(
        label="Состояние", choices=Examination.State, empty_label="Все"
    )

    class Meta:
        model = Examination
        fields: list[str] = []
