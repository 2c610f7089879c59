"""Whose an organisation is: the one rule by which every application scopes its rows."""

from django.db.models import Q


def at_or_below(path: str, organisation_id: int) -> Q:
    """Return the rows whose organisation, under `path`, is that one or lies below it.

    Three levels in all: an association, its systems, their parts.
    """
    return (
        Q(**{f"{path}id": organisation_id})
        | Q(**{f"{path}parent_id": organisation_id})
        | Q(**{f"{path}parent__parent_id": organisation_id})
    )
