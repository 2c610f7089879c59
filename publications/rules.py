"""Who sees and keeps the publications."""

from typing import Any

from django.db.models import QuerySet

from common.roles import is_department
from publications.models import Publication


def can_keep_publications(user: Any) -> bool:
    """The department prepares and publishes."""
    return is_department(user)


def publications_of(user: Any) -> QuerySet[Publication]:
    """Return what the person sees: the department all, everybody else what is published."""
    publications = Publication.objects.all()
    if can_keep_publications(user):
        return publications
    return publications.filter(state=Publication.State.PUBLISHED)
