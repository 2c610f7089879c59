"""Filters of courses and of what people have learnt."""

import datetime
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.scope import organisations_of
from common.filters import ListFilterSet, SearchFilter, choice_of_rows
from libraries.forms import DayInput
from libraries.models import Organisation
from staff.models import Course, Employment, Training, TrainingKind
from staff.queries.workplaces import at_work

TIMES = [("coming", "предстоящие и идущие"), ("past", "прошедшие"), ("all", "все")]


def employing_organisations(request: Any) -> QuerySet[Organisation]:
    """Return the organisations with libraries in the scope of who asks."""
    scope = organisations_of(request.user)
    return scope.filter(libraries__isnull=False).distinct().order_by("name_key")


class CourseFilter(ListFilterSet):
    """How the courses are narrowed; past ones are out unless asked for."""

    defaults = {"time": "coming"}
    main = ("q", "time", "kind")

    q = SearchFilter("name_key")
    time = django_filters.ChoiceFilter(
        label="Когда", choices=TIMES, empty_label=None, method="by_time"
    )
    kind = django_filters.ChoiceFilter(label="Вид", choices=TrainingKind, empty_label="Все")

    class Meta:
        model = Course
        fields: list[str] = []

    def by_time(self, courses: QuerySet[Course], name: str, value: str) -> QuerySet[Course]:
        today = timezone.localdate()
        if value == "coming":
            return courses.filter(ends_on__gte=today)
        return courses.filter(ends_on__lt=today) if value == "past" else courses


class TrainingFilter(ListFilterSet):
    """How what people have learnt is narrowed; both days of a period belong to it."""

    main = ("q", "since", "until")

    q = SearchFilter("employee__name_key", "title_key")
    since = django_filters.DateFilter(
        field_name="ends_on", lookup_expr="gte", label="Окончено с", widget=DayInput()
    )
    until = django_filters.DateFilter(
        field_name="ends_on", lookup_expr="lte", label="Окончено по", widget=DayInput()
    )
    kind = django_filters.ChoiceFilter(label="Вид", choices=TrainingKind, empty_label="Все")
    organisation = choice_of_rows(
        employing_organisations, label="Учреждение", method="by_organisation"
    )

    class Meta:
        model = Training
        fields: list[str] = []

    def by_organisation(
        self, trainings: QuerySet[Training], name: str, value: Organisation
    ) -> QuerySet[Training]:
        """People who work in the organisation now."""
        today: datetime.date = timezone.localdate()
        here = Employment.objects.filter(
            at_work(today), employee=OuterRef("employee"), library__organisation=value
        )
        return trainings.filter(Exists(here))
