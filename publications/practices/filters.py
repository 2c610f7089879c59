"""Filters of the list of practices."""

import django_filters

from common.filters import ListFilterSet, WordFilter
from publications.models import Practice, Theme


class PracticeFilter(ListFilterSet):
    """How everybody narrows the list."""

    main = ("q", "theme")

    q = WordFilter("search_key")
    theme = django_filters.ChoiceFilter(label="Тема", choices=Theme, empty_label="Все")

    class Meta:
        model = Practice
        fields: list[str] = []


class OwnPracticeFilter(PracticeFilter):
    """The list of those who see more than what is published."""

    main = ("q", "theme", "state")

    state = django_filters.ChoiceFilter(
        label="Состояние", choices=Practice.State, empty_label="Все"
    )
