"""Reads of the list of users."""

from django.db.models import Q, QuerySet

from accounts.models import User
from common.text import normalise


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
