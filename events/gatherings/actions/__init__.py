"""Changes of events: one verb a function, atomic and in the history."""

from events.gatherings.actions.attendance import (
    finish_event,
    give_code,
    mark_attendance,
    mark_by_code,
)
from events.gatherings.actions.feedback import send_feedback, set_questions
from events.gatherings.actions.files import add_file, remove_file
from events.gatherings.actions.keeping import add_event, change_event, remove_draft
from events.gatherings.actions.letters import refuse_letters, want_letters
from events.gatherings.actions.registration import register_people, withdraw
from events.gatherings.actions.states import (
    announce,
    cancel_event,
    close_registration,
    move_event,
    reopen_registration,
    send_invitations,
)

__all__ = [
    "add_event",
    "add_file",
    "announce",
    "cancel_event",
    "change_event",
    "close_registration",
    "finish_event",
    "give_code",
    "mark_attendance",
    "mark_by_code",
    "move_event",
    "refuse_letters",
    "register_people",
    "remove_draft",
    "remove_file",
    "reopen_registration",
    "send_feedback",
    "send_invitations",
    "set_questions",
    "want_letters",
    "withdraw",
]
