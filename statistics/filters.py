"""Filters of the methodist's list of reports."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.text import Truncator

from common.filters import ListFilterSet, SearchFilter, choice_of_rows
from libraries.models import Organisation, Territory
from statistics.models import Campaign, CampaignLetter, RecordedFinding, Submission
from statistics.queries.left_open import SENT_AS_IS

_NO_RULES: Mapping[str, str] = {}
# A rule told in full would make the list of choices wider than a screen.
_LONGEST_RULE = 90


class CampaignFilter(ListFilterSet):
    """A filter of a collection's list: it offers those alone who are asked in the collection."""

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("territory", "organisation"):
            if field := self.form.fields.get(name):
                asked = campaign.submissions.values(name)
                field.queryset = field.queryset.filter(pk__in=asked)


class ReportFilter(CampaignFilter):
    q = SearchFilter("library__search_key", "organisation__name_key")
    state = django_filters.ChoiceFilter(
        label="Состояние", choices=Submission.State, empty_label="Все"
    )
    check = django_filters.ChoiceFilter(
        label="Сработало правило", method="with_check", empty_label="Любое"
    )
    sent = django_filters.ChoiceFilter(
        label="Как отправлен",
        method="sent_as",
        choices=[("as_is", "без ответа на замечания или без изменений")],
        empty_label="Любой",
    )
    territory = choice_of_rows(Territory, named_by=("name",), label="Территория")
    organisation = choice_of_rows(Organisation, named_by=("name", "short_name"), label="Учреждение")

    class Meta:
        model = Submission
        fields: list[str] = []

    def __init__(self, *args: Any, rules: Mapping[str, str] = _NO_RULES, **kwargs: Any) -> None:
        """`rules` are those that may be asked for: what each says, by its code."""
        super().__init__(*args, **kwargs)
        self.form.fields["check"].choices = [
            ("", "Любое"),
            *((code, Truncator(words).chars(_LONGEST_RULE)) for code, words in rules.items()),
        ]

    def sent_as(self, reports: QuerySet[Submission], name: str, way: str) -> QuerySet[Submission]:
        """Leave the reports to be checked that were sent with open remarks, or untouched."""
        return reports.filter(SENT_AS_IS)

    def with_check(
        self, reports: QuerySet[Submission], name: str, code: str
    ) -> QuerySet[Submission]:
        """Leave the reports in which the check fired when they were last sent or counted."""
        fired = RecordedFinding.objects.filter(check_code=code)
        return reports.filter(pk__in=fired.values("submission"))


class LetterFilter(CampaignFilter):
    main = ("kind", "organisation")
    kind = django_filters.ChoiceFilter(
        label="О чём", choices=CampaignLetter.Kind, empty_label="Все"
    )
    organisation = choice_of_rows(Organisation, named_by=("name", "short_name"), label="Учреждение")

    class Meta:
        model = CampaignLetter
        fields: list[str] = []
