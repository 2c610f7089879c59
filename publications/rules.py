"""Who sees and keeps the publications."""

from typing import Any

from django.db.models import QuerySet

from common.roles import is_department
from publications.models import Publication


def can_keep_publications(user: Any) -> bool:
    """The department prepares and publishes."""
    return is_department(user)


def can_subscribe(user: Any) -> bool:
    """Whoever has an account may ask for letters."""
    return user.is_authenticated


def open_publications() -> QuerySet[Publication]:
    """Return what everybody sees."""
    return Publication.objects.filter(state=Publication.State.PUBLISHED, removed_at=None)


def publications_of(user: Any) -> QuerySet[Publication]:
    """Return what the person sees: the department all, everybody else what is published.

    The removed are left to `removed_of`.
    """
    if can_keep_publications(user):
        return Publication.objects.filter(removed_at=None)
    return open_publications()


def removed_of(user: Any) -> QuerySet[Publication]:
    """Return the removed publications: the department's to restore."""
    if can_keep_publications(user):
        return Publication.objects.exclude(removed_at=None)
    return Publication.objects.none()
