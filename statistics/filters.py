"""Filters of the methodist's list of reports."""

import django_filters

from common.filters import ListFilterSet, SearchFilter, choice_of_rows
from libraries.models import Organisation, Territory
from statistics.models import CampaignLetter, Submission


class ReportFilter(ListFilterSet):
    q = SearchFilter("library__search_key", "organisation__name_key")
    state = django_filters.ChoiceFilter(
        label="Состояние", choices=Submission.State, empty_label="Все"
    )
    territory = choice_of_rows(Territory, named_by=("name",), label="Территория")
    organisation = choice_of_rows(Organisation, named_by=("name", "short_name"), label="Учреждение")

    class Meta:
        model = Submission
        fields: list[str] = []


class LetterFilter(ListFilterSet):
    main = ("kind", "organisation")
    kind = django_filters.ChoiceFilter(
        label="О чём", choices=CampaignLetter.Kind, empty_label="Все"
    )
    organisation = choice_of_rows(Organisation, named_by=("name", "short_name"), label="Учреждение")

    class Meta:
        model = CampaignLetter
        fields: list[str] = []
