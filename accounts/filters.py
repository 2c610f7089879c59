"""Choosing users in their list."""

import django_filters
from django.db.models import QuerySet

from accounts.models import STATUSES, User
from accounts.queries import matching, with_status
from common.roles import Role
from libraries.models import Organisation


class UserFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Имя, почта или учреждение", method="by_words")
    role = django_filters.ChoiceFilter(label="Роль", choices=Role.choices, empty_label="Все")
    organisation = django_filters.ModelChoiceFilter(
        label="Учреждение", queryset=Organisation.objects.all(), empty_label="Все"
    )
    status = django_filters.ChoiceFilter(
        label="Состояние",
        choices=list(STATUSES.items()),
        empty_label="Все",
        method="by_status",
    )

    class Meta:
        model = User
        fields = ("q", "role", "organisation", "status")

    def by_words(self, users: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return matching(users, value)

    def by_status(self, users: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return with_status(users, value)
