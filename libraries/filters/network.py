"""How the list of changes of the network is narrowed."""

import django_filters
from django.db.models import Exists, OuterRef, QuerySet

from common.filters import ListFilterSet, SearchFilter, choice_of_rows, words_of
from libraries.models import NetworkChange, NetworkPart, Territory
from libraries.queries import at_or_below


class PartsFilter(SearchFilter):
    """Finds changes by the names of all their libraries together."""

    def filter(self, qs: QuerySet[NetworkChange], value: str) -> QuerySet[NetworkChange]:
        parts = NetworkPart.objects.filter(change=OuterRef("pk"))
        named = (parts.filter(library__search_key__contains=word) for word in words_of(value or ""))
        return qs.filter(*map(Exists, named))


class NetworkChangeFilter(ListFilterSet):
    main = ("q", "year", "kind", "territory")

    q = PartsFilter()
    year = django_filters.NumberFilter(
        label="Год", field_name="date", lookup_expr="year", min_value=1700, max_value=2100
    )
    kind = django_filters.ChoiceFilter(
        label="Что произошло", choices=NetworkChange.Kind, empty_label="Все"
    )
    territory = choice_of_rows(
        Territory, named_by=("name",), label="Территория", method="by_territory"
    )

    class Meta:
        model = NetworkChange
        fields: list[str] = []

    def by_territory(
        self, changes: QuerySet[NetworkChange], name: str, value: Territory
    ) -> QuerySet[NetworkChange]:
        """Keep the changes of libraries that lie there now."""
        return changes.filter(parts__library__territory__in=at_or_below(value)).distinct()
