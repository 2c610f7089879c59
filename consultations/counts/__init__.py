"""The log in figures: counts by what one asks, beside the plan; and those who never asked."""

from consultations.counts.choice import GROUPINGS, QUARTERS, Choice
from consultations.counts.silent import SILENT_COUNTED, SILENT_KINDS, by_place, silent_table
from consultations.counts.tables import counted_table, counts, picture_of, plan_table

__all__ = [
    "GROUPINGS",
    "QUARTERS",
    "SILENT_COUNTED",
    "SILENT_KINDS",
    "Choice",
    "by_place",
    "counted_table",
    "counts",
    "picture_of",
    "plan_table",
    "silent_table",
]
