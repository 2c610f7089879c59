"""Bringing a plan in from a file: the draft, its saving as a whole, and its undoing as a whole."""

from events.actions.imports.deciding import decide_all
from events.actions.imports.drafts import (
    ImportRefusedError,
    change_draft,
    discard_import,
    start_import,
)
from events.actions.imports.reconciling import reconcile
from events.actions.imports.saving import save_import
from events.actions.imports.undoing import EditedSinceError, edited_since, undo_import

__all__ = [
    "EditedSinceError",
    "ImportRefusedError",
    "change_draft",
    "decide_all",
    "discard_import",
    "edited_since",
    "reconcile",
    "save_import",
    "start_import",
    "undo_import",
]
