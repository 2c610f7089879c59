"""Filters of the log."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from accounts.scope import libraries_of, organisations_of
from common.filters import ListFilterSet, SearchFilter, choice_of_rows, matching
from consultations.models import Consultation, Topic
from consultations.queries import authors
from consultations.rules import given_to, given_to_library, with_known_askers
from libraries.forms import DayInput
from libraries.models import Library, Organisation


def _organisations(request: Any) -> QuerySet[Organisation]:
    return organisations_of(request.user).order_by("name_key")


def _libraries(request: Any) -> QuerySet[Library]:
    return libraries_of(request.user)


class LogSearch(SearchFilter):
    """Words of a record; of the name of who asked, only where it may be told to the person."""

    def filter(self, qs: QuerySet[Consultation], value: str) -> QuerySet[Consultation]:
        known = with_known_askers(qs, self.parent.request.user)
        named = matching(known, value or "", *self.keys, "person_key")
        return matching(qs, value or "", *self.keys) | named


class ConsultationFilter(ListFilterSet):
    """How the log is narrowed; both days of a period belong to it.

    `library` is told by links from a library's page, not chosen here.
    """

    main = ("q", "since", "until")

    q = LogSearch("search_key", "topic__name_key", "library__name_key", "organisation__name_key")
    since = django_filters.DateFilter(
        field_name="date", lookup_expr="gte", label="С какого дня", widget=DayInput()
    )
    until = django_filters.DateFilter(
        field_name="date", lookup_expr="lte", label="По какой день", widget=DayInput()
    )
    form = django_filters.ChoiceFilter(label="Форма", choices=Consultation.Form, empty_label="Все")
    topic = choice_of_rows(Topic, label="Тема")
    methodist = choice_of_rows(lambda request: authors(), label="Методист")
    organisation = choice_of_rows(
        _organisations, label="Учреждение", method="given_to_organisation"
    )
    library = choice_of_rows(_libraries, method="given_to_library", widget=forms.HiddenInput)

    class Meta:
        model = Consultation
        fields: list[str] = []

    def given_to_organisation(
        self, rows: QuerySet[Consultation], name: str, value: Organisation
    ) -> QuerySet[Consultation]:
        return given_to(rows, Organisation.objects.filter(pk=value.pk))

    def given_to_library(
        self, rows: QuerySet[Consultation], name: str, value: Library
    ) -> QuerySet[Consultation]:
        return given_to_library(rows, value)
