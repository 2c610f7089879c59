"""Marks of fulfilment: by hand, and from events by themselves.

An event that carries out a row of a plan calls `mark_from_event` when it is held, moved or
cancelled (again when its numbers change), and `forget_event` when that is taken back.
"""

from events.actions.marks.base import MarkValues, snapshot
from events.actions.marks.by_hand import (
    MarkConflictError,
    remove_mark,
    set_mark,
    take_from_events,
    undo_marking,
)
from events.actions.marks.from_events import (
    EventOutcome,
    forget_event,
    mark_from_event,
    said_otherwise,
)

__all__ = [
    "EventOutcome",
    "MarkConflictError",
    "MarkValues",
    "forget_event",
    "mark_from_event",
    "remove_mark",
    "said_otherwise",
    "set_mark",
    "snapshot",
    "take_from_events",
    "undo_marking",
]
