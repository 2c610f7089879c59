"""Reads of the staff."""

from staff.queries.card import Card, card_of
from staff.queries.changes import changes_of_card
from staff.queries.employments import (
    StaffTotals,
    coming,
    ended,
    last_looks,
    list_employments,
    of_age,
    on_leave,
    totals,
    working,
)
from staff.queries.vacancies import list_vacancies, vacant, vacant_rates

__all__ = [
    "Card",
    "StaffTotals",
    "card_of",
    "changes_of_card",
    "coming",
    "ended",
    "last_looks",
    "list_employments",
    "list_vacancies",
    "of_age",
    "on_leave",
    "totals",
    "vacant",
    "vacant_rates",
    "working",
]
