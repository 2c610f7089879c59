"""Reads of the practices."""

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from publications.models import Practice


def list_practices(practices: QuerySet[Practice]) -> QuerySet[Practice]:
    """Return those that wait for a word first, then the newest published ones."""
    waits = Case(
        When(state=Practice.State.PUBLISHED, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    related = practices.select_related("library")
    return related.order_by(waits, F("published_on").desc(nulls_first=True), "name_key", "pk")


def waiting_number(practices: QuerySet[Practice]) -> int:
    """Count the practices that the department has not looked at."""
    return practices.filter(state=Practice.State.PROPOSED).count()
