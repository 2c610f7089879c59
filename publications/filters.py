"""Filters of the list of publications."""

import django_filters

from common.filters import ListFilterSet, WordFilter, choice_of_rows
from publications.models import Publication, Series, Topic


class PublicationFilter(ListFilterSet):
    """How everybody narrows the list of what is published; words are sought in the files too."""

    main = ("q", "kind", "year")

    q = WordFilter("search_key", "text_key")
    kind = django_filters.ChoiceFilter(label="Вид", choices=Publication.Kind, empty_label="Все")
    year = django_filters.NumberFilter(label="Год издания")
    topics = choice_of_rows(Topic, ("name",), label="Тема")
    audience = django_filters.ChoiceFilter(
        label="Кому адресовано", choices=Publication.Audience, empty_label="Все"
    )
    series = choice_of_rows(Series, ("name",), label="Серия")

    class Meta:
        model = Publication
        fields: list[str] = []


class OwnPublicationFilter(PublicationFilter):
    """The department's list, with drafts."""

    main = ("q", "kind", "year", "state")

    state = django_filters.ChoiceFilter(
        label="Состояние", choices=Publication.State, empty_label="Все"
    )
