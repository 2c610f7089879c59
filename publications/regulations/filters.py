"""Filters of the list of regulatory documents."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from common.filters import ListFilterSet, WordFilter
from publications.models import Regulation, Theme
from publications.regulations.queries import of_standing


class RegulationFilter(ListFilterSet):
    """How everybody narrows the list."""

    main = ("q", "kind", "theme", "standing")

    q = WordFilter("search_key")
    kind = django_filters.ChoiceFilter(label="Вид", choices=Regulation.Kind, empty_label="Все")
    theme = django_filters.ChoiceFilter(label="Тема", choices=Theme, empty_label="Все")
    standing = django_filters.ChoiceFilter(
        label="Действие",
        choices=Regulation.Standing,
        empty_label="Все",
        method="filter_standing",
    )

    class Meta:
        model = Regulation
        fields: list[str] = []

    def filter_standing(
        self, rows: QuerySet[Regulation], name: str, value: str
    ) -> QuerySet[Regulation]:
        return of_standing(rows, value, timezone.localdate())
