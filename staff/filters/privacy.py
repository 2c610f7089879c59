"""Filters of consents and of the record of looks."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from common.filters import ListFilterSet, SearchFilter, choice_of_rows
from common.roles import Role
from libraries.forms import DayInput
from libraries.models import Organisation
from staff.filters.training import employing_organisations
from staff.models import Employee, Employment, PersonalDataAccess
from staff.queries.consent import NONE, OUTDATED, VALID, WITHDRAWN
from staff.queries.workplaces import at_work

MOST_NUMBER = 10**15  # a greater one no database holds
CONSENTS = [
    ("missing", "не действует"),
    (NONE, "нет"),
    (OUTDATED, "на прежний текст"),
    (WITHDRAWN, "отозвано"),
    (VALID, "есть"),
    ("all", "все"),
]


class ConsentFilter(ListFilterSet):
    """How the list of consents is narrowed; those with a valid one are out unless asked for."""

    defaults = {"consent": "missing"}
    main = ("q", "consent", "organisation")

    q = SearchFilter("name_key")
    consent = django_filters.ChoiceFilter(
        label="Согласие", choices=CONSENTS, empty_label=None, method="by_consent"
    )
    organisation = choice_of_rows(
        employing_organisations, label="Учреждение", method="by_organisation"
    )

    class Meta:
        model = Employee
        fields: list[str] = []

    def by_consent(self, people: QuerySet[Employee], name: str, value: str) -> QuerySet[Employee]:
        if value == "missing":
            return people.exclude(consent=VALID)
        return people if value == "all" else people.filter(consent=value)

    def by_organisation(
        self, people: QuerySet[Employee], name: str, value: Organisation
    ) -> QuerySet[Employee]:
        today = timezone.localdate()
        here = Employment.objects.filter(at_work(today), employee=OuterRef("pk"))
        return people.filter(Exists(here.filter(library__organisation=value)))


def _users(request: Any) -> QuerySet[User]:
    return User.objects.exclude(role=Role.ADMIN).order_by("name_key")


class AccessFilter(ListFilterSet):
    """How the record of looks is narrowed; both days belong to the period."""

    main = ("q", "since", "until")

    q = SearchFilter("employee__name_key")
    since = django_filters.DateFilter(
        field_name="at__date", lookup_expr="gte", label="С какого дня", widget=DayInput()
    )
    until = django_filters.DateFilter(
        field_name="at__date", lookup_expr="lte", label="По какой день", widget=DayInput()
    )
    user = choice_of_rows(_users, label="Кто смотрел")
    employee = django_filters.NumberFilter(
        field_name="employee", label="Номер карточки", min_value=1, max_value=MOST_NUMBER
    )

    class Meta:
        model = PersonalDataAccess
        fields: list[str] = []
