"""Writing answers into a submission: from the screen, a file or the API, by one way in.

A cell carries the version of the save that wrote it (the submission's own, which only grows),
so that a person who saw an older answer never overwrites a newer one without knowing.

Rooms: changes (what is sent and what becomes of it), holding (the report is open), weighing,
writing, and the verbs: saving, loading.
"""

from statistics.actions.entry.changes import (
    Change,
    Conflict,
    Notice,
    SavedCell,
    SaveResult,
)
from statistics.actions.entry.holding import SubmissionFrozenError, frozen_message, lock, start
from statistics.actions.entry.loading import load_answers
from statistics.actions.entry.saving import fill_blanks_with_zero, recompute_totals, save_answers

__all__ = [
    "Change",
    "Conflict",
    "Notice",
    "SaveResult",
    "SavedCell",
    "SubmissionFrozenError",
    "fill_blanks_with_zero",
    "frozen_message",
    "load_answers",
    "lock",
    "recompute_totals",
    "save_answers",
    "start",
]
