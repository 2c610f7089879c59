"""Reads of the publications."""

from django.db.models import F, QuerySet

from publications.models import Publication


def list_publications(publications: QuerySet[Publication]) -> QuerySet[Publication]:
    """Return the newest first; those without a year yet stand above all."""
    return publications.order_by(F("year").desc(nulls_first=True), "name_key", "pk")
