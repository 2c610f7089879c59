"""How the list of changes of the network is narrowed."""

import django_filters
from django.db.models import QuerySet

from common.filters import ListFilterSet, SearchFilter, choice_of_rows
from libraries.models import NetworkChange, Territory
from libraries.queries import at_or_below


class NetworkChangeFilter(ListFilterSet):
    main = ("q", "year", "kind", "territory")

    q = SearchFilter("parts__library__search_key")
    year = django_filters.NumberFilter(
        label="Год", field_name="date", lookup_expr="year", min_value=1700, max_value=2100
    )
    kind = django_filters.ChoiceFilter(
        label="Что произошло", choices=NetworkChange.Kind, empty_label="Всё"
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
