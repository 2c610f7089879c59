"""Filters of the registry's lists."""

import datetime
from collections.abc import Mapping

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from common.filters import ListFilterSet, SearchFilter, choice_of_rows
from libraries.forms import PastDayField
from libraries.models import Library, Organisation, Territory
from libraries.queries import at_or_below, closed, list_libraries, opened, registry_on, statuses_on

SERVICES = [("mfc", "филиал МФЦ"), ("legal", "центр правовой информации")]
MODEL = [("yes", "только модельные"), ("no", "только не модельные")]
KINDS = [("public", "общедоступные (без школ и колледжей)"), *Library.Kind.choices]
CENTRE = [("yes", "информационно-библиотечные центры")]
STATES = [("open", "действующие"), ("closed", "закрытые"), ("all", "все")]


class PastDayFilter(django_filters.DateFilter):
    field_class = PastDayField


class LibraryFilter(ListFilterSet):
    """How the list of libraries is narrowed; closed ones are left out unless asked for.

    `prefix` begins the names of what changes with time, see PastLibraryFilter.
    """

    prefix = ""
    defaults = {"state": "open"}
    main = ("q", "territory", "organisation")

    q = SearchFilter("search_key", "organisation__name_key")
    territory = choice_of_rows(
        Territory, named_by=("name",), label="Территория", method="by_territory"
    )
    organisation = choice_of_rows(
        Organisation,
        named_by=("name", "short_name"),
        label="Учреждение",
        method="by_organisation",
    )
    kind = django_filters.ChoiceFilter(
        label="Вид", choices=KINDS, empty_label="Все", method="by_kind"
    )
    settlement = django_filters.ChoiceFilter(
        label="Населённый пункт", choices=Library.Settlement, empty_label="Все", method="by_choice"
    )
    model = django_filters.ChoiceFilter(
        label="Модельная", choices=MODEL, empty_label="Все", method="by_model"
    )
    centre = django_filters.ChoiceFilter(
        label="Статус центра", choices=CENTRE, empty_label="Все", method="by_centre"
    )
    service = django_filters.ChoiceFilter(
        label="Услуги", choices=SERVICES, empty_label="Все", method="by_service"
    )
    state = django_filters.ChoiceFilter(
        label="Состояние", choices=STATES, empty_label=None, method="by_state"
    )
    on = PastDayFilter(label="Как было на дату", method="on_day")

    class Meta:
        model = Library
        fields: list[str] = []

    @property
    def day(self) -> datetime.date:
        """The day whose registry is shown."""
        return self.form.cleaned_data.get("on") or timezone.localdate()

    def on_day(
        self, libraries: QuerySet[Library], name: str, value: datetime.date
    ) -> QuerySet[Library]:
        return libraries  # the rows of that day come from registry_of

    def by_territory(
        self, libraries: QuerySet[Library], name: str, value: Territory
    ) -> QuerySet[Library]:
        return libraries.filter(**{f"{self.prefix}territory_id__in": at_or_below(value)})

    def by_organisation(
        self, libraries: QuerySet[Library], name: str, value: Organisation
    ) -> QuerySet[Library]:
        return libraries.filter(**{f"{self.prefix}organisation_id": value.pk})

    def by_choice(self, libraries: QuerySet[Library], name: str, value: str) -> QuerySet[Library]:
        return libraries.filter(**{f"{self.prefix}{name}": value})

    def by_kind(self, libraries: QuerySet[Library], name: str, value: str) -> QuerySet[Library]:
        if value != "public":
            return self.by_choice(libraries, name, value)
        return libraries.exclude(**{f"{self.prefix}kind__in": Library.OF_EDUCATION})

    def by_model(self, libraries: QuerySet[Library], name: str, value: str) -> QuerySet[Library]:
        since = Q(model_year__lte=self.day.year)
        return libraries.filter(since if value == "yes" else ~since | Q(model_year=None))

    def by_centre(self, libraries: QuerySet[Library], name: str, value: str) -> QuerySet[Library]:
        return libraries.filter(pk__in=statuses_on(self.day).values("library"))

    def by_service(self, libraries: QuerySet[Library], name: str, value: str) -> QuerySet[Library]:
        field = {"mfc": "has_mfc", "legal": "has_legal_centre"}[value]
        return libraries.filter(**{field: True})

    def by_state(self, libraries: QuerySet[Library], name: str, value: str) -> QuerySet[Library]:
        kept = {"open": opened, "closed": closed}.get(value)
        return kept(libraries, self.day) if kept else libraries


class PastLibraryFilter(LibraryFilter):
    """The same over libraries.queries.registry_on: what has changed since is asked as it was."""

    prefix = "on_"
    q = SearchFilter("on_search_key", "on_organisation__name_key")


def past_day_of(data: Mapping[str, str]) -> datetime.date | None:
    """Return the past day that an address asks for by `on`, or None for today or no day at all."""
    try:
        return PastDayField(required=False).clean(data.get("on", ""))
    except ValidationError:
        return None


def registry_of(data: Mapping[str, str]) -> tuple[QuerySet[Library], type[LibraryFilter]]:
    """Return the rows and the filter that an address asks for: today's, or those of `on`.

    A day that is none gives today's; their filter then tells what is wrong with it.
    """
    day = past_day_of(data)
    return (registry_on(day), PastLibraryFilter) if day else (list_libraries(), LibraryFilter)


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
