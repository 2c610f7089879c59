"""Reads of the list of users."""

from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat, Trim
from django.urls import reverse

from accounts.models import User
from common.roles import is_head
from common.text import normalise
from common.waiting import Kind


def users_for_list() -> QuerySet[User]:
    return User.objects.select_related("organisation").order_by("name_key", "pk")


def matching(users: QuerySet[User], words: str) -> QuerySet[User]:
    """Return the users whose name, post-box or organisation holds `words`."""
    key = normalise(words)
    if not key:
        return users
    return users.filter(
        Q(name_key__contains=key)
        | Q(email__contains=words.strip().lower())
        | Q(organisation__name_key__contains=key)
    )


def with_status(users: QuerySet[User], status: str) -> QuerySet[User]:
    """Return the users of one status, see `User.status`; an unknown one leaves all."""
    if status == "inactive":
        return users.filter(is_active=False)
    if status in ("active", "invited"):
        return users.filter(is_active=True, last_login__isnull=status == "invited")
    return users


def waiting_of(user: Any) -> list[Kind]:
    """Return who was invited but has not come: the head keeps the list of users."""
    if not is_head(user):
        return []
    return [
        Kind(
            "Приглашены, но ещё не входили",
            with_status(users_for_list(), "invited"),
            "accounts:user",
            ["name_key", "pk"],
            name=Trim(
                Concat("last_name", Value(" "), "first_name", Value(" "), "patronymic"),
            ),
            about="organisation__name",
            day="invited_at",
            day_word="приглашение от",
            all_of_them=f"{reverse('accounts:user-list')}?status=invited",
        )
    ]
