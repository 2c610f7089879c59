"""Filters of the registry's lists."""

import django_filters
from django.db.models import QuerySet

from common.filters import ListFilterSet, SearchFilter, choice_of_rows
from libraries.models import Library, Organisation, Territory
from libraries.queries import at_or_below, closed, opened

SERVICES = [("mfc", "филиал МФЦ"), ("legal", "центр правовой информации")]
MODEL = [("yes", "только модельные"), ("no", "только не модельные")]
STATES = [("open", "действующие"), ("closed", "закрытые"), ("all", "все")]


class LibraryFilter(ListFilterSet):
    """How the list of libraries is narrowed; closed ones are left out unless asked for."""

    defaults = {"state": "open"}
    main = ("q", "territory", "organisation")

    q = SearchFilter("search_key", "organisation__name_key")
    territory = choice_of_rows(
        Territory, named_by=("name",), label="Территория", method="by_territory"
    )
    organisation = choice_of_rows(Organisation, named_by=("name", "short_name"), label="Учреждение")
    kind = django_filters.ChoiceFilter(label="Вид", choices=Library.Kind, empty_label="Все")
    settlement = django_filters.ChoiceFilter(
        label="Населённый пункт", choices=Library.Settlement, empty_label="Все"
    )
    model = django_filters.ChoiceFilter(
        label="Модельная", choices=MODEL, empty_label="Все", method="by_model"
    )
    service = django_filters.ChoiceFilter(
        label="Услуги", choices=SERVICES, empty_label="Все", method="by_service"
    )
    state = django_filters.ChoiceFilter(
        label="Состояние", choices=STATES, empty_label=None, method="by_state"
    )

    class Meta:
        model = Library
        fields: list[str] = []

    def by_territory(
        self, libraries: QuerySet[Library], name: str, value: Territory
    ) -> QuerySet[Library]:
        return libraries.filter(territory__in=at_or_below(value))

    def by_model(self, libraries: QuerySet[Library], name: str, value: str) -> QuerySet[Library]:
        return libraries.filter(model_year__isnull=value == "no")

    def by_service(self, libraries: QuerySet[Library], name: str, value: str) -> QuerySet[Library]:
        field = {"mfc": "has_mfc", "legal": "has_legal_centre"}[value]
        return libraries.filter(**{field: True})

    def by_state(self, libraries: QuerySet[Library], name: str, value: str) -> QuerySet[Library]:
        return {"open": opened, "closed": closed}.get(value, lambda all_: all_)(libraries)


class OrganisationFilter(ListFilterSet):
    """How the list of organisations is narrowed."""

    main = ("q", "territory", "kind")

    q = SearchFilter("name_key")
    territory = choice_of_rows(
        Territory, named_by=("name",), label="Территория", method="by_territory"
    )
    kind = django_filters.ChoiceFilter(label="Вид", choices=Organisation.Kind, empty_label="Все")

    class Meta:
        model = Organisation
        fields: list[str] = []

    def by_territory(
        self, organisations: QuerySet[Organisation], name: str, value: Territory
    ) -> QuerySet[Organisation]:
        return organisations.filter(territory__in=at_or_below(value))
