"""Filters of the list of publications."""

import django_filters

from common.filters import ListFilterSet, SearchFilter
from publications.models import Publication


class PublicationFilter(ListFilterSet):
    """How everybody narrows the list of what is published."""

    main = ("q", "kind", "year")

    q = SearchFilter("search_key")
    kind = django_filters.ChoiceFilter(label="Вид", choices=Publication.Kind, empty_label="Все")
    year = django_filters.NumberFilter(label="Год издания")

    class Meta:
        model = Publication
        fields: list[str] = []


class OwnPublicationFilter(PublicationFilter):
    """The department's list, with drafts."""

    main = ("q", "kind", "year", "state")

    state = django_filters.ChoiceFilter(
        label="Состояние", choices=Publication.State, empty_label="Все"
    )
