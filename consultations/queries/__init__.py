"""Reads of the log, of questions and of the archive."""

from consultations.queries.log import (
    FormTotal,
    attendees_of,
    authors,
    just_recorded,
    kept,
    list_consultations,
    list_topics,
    methodists,
    topics_to_choose,
    totals_by_form,
)

__all__ = [
    "FormTotal",
    "attendees_of",
    "authors",
    "just_recorded",
    "kept",
    "list_consultations",
    "list_topics",
    "methodists",
    "topics_to_choose",
    "totals_by_form",
]
