"""Filters of examinations."""

import django_filters
from django.db.models import QuerySet

from common.filters import ListFilterSet, SearchFilter
from libraries.models import Examination
from libraries.queries import examinations_to_settle


class ExaminationFilter(ListFilterSet):
    """How the list of examinations is narrowed."""

    main = ("q", "state")

    q = SearchFilter("library__search_key", "organisation__name_key")
    state = django_filters.ChoiceFilter(
        label="Состояние",
        choices=[("waiting", "ждут шага отдела"), *Examination.State.choices],
        empty_label="Все",
        method="by_state",
    )

    class Meta:
        model = Examination
        fields: list[str] = []

    def by_state(
        self, examinations: QuerySet[Examination], name: str, value: str
    ) -> QuerySet[Examination]:
        if value == "waiting":
            return examinations.filter(pk__in=examinations_to_settle().order_by().values("pk"))
        return examinations.filter(state=value)
