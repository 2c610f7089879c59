"""Filters of the methodist's list of reports."""

import django_filters
from django.db.models import QuerySet

from common.filters import ListFilterSet, SearchFilter, choice_of_rows
from libraries.models import Organisation, Territory
from statistics.models import CampaignLetter, RecordedFinding, Submission


class ReportFilter(ListFilterSet):
    q = SearchFilter("library__search_key", "organisation__name_key")
    state = django_filters.ChoiceFilter(
        label="Состояние", choices=Submission.State, empty_label="Все"
    )
    check = django_filters.CharFilter(
        label="Сработал контроль (код)", method="with_check", max_length=60
    )
    territory = choice_of_rows(Territory, named_by=("name",), label="Территория")
    organisation = choice_of_rows(Organisation, named_by=("name", "short_name"), label="Учреждение")

    class Meta:
        model = Submission
        fields: list[str] = []

    def with_check(
        self, reports: QuerySet[Submission], name: str, code: str
    ) -> QuerySet[Submission]:
        """Leave the reports in which the check fired when they were last sent or counted."""
        fired = RecordedFinding.objects.filter(check_code=code.strip())
        return reports.filter(pk__in=fired.values("submission"))


class LetterFilter(ListFilterSet):
    main = ("kind", "organisation")
    kind = django_filters.ChoiceFilter(
        label="О чём", choices=CampaignLetter.Kind, empty_label="Все"
    )
    organisation = choice_of_rows(Organisation, named_by=("name", "short_name"), label="Учреждение")

    class Meta:
        model = CampaignLetter
        fields: list[str] = []
