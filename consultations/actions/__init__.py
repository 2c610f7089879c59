"""Changes of the log, of questions and of the archive: each in one transaction, with its author."""

from consultations.actions.archive import (
    change_entry,
    prepare_entry,
    publish_entry,
    withdraw_entry,
)
from consultations.actions.files import attach_to_consultation, remove_file
from consultations.actions.log import (
    change_consultation,
    check_day,
    record_consultation,
    remove_consultation,
    restore_consultation,
)
from consultations.actions.questions import (
    NewWordsError,
    WrongStateError,
    answer,
    ask,
    ask_to_clarify,
    change_order,
    close,
    follow_up,
    hand_over,
    rate,
    take,
)
from consultations.actions.templates import add_template, change_template, remove_template
from consultations.actions.topics import add_topics, change_topic

__all__ = [
    "NewWordsError",
    "WrongStateError",
    "add_template",
    "add_topics",
    "answer",
    "ask",
    "ask_to_clarify",
    "attach_to_consultation",
    "change_consultation",
    "change_entry",
    "change_order",
    "change_template",
    "change_topic",
    "check_day",
    "close",
    "follow_up",
    "hand_over",
    "prepare_entry",
    "publish_entry",
    "rate",
    "record_consultation",
    "remove_consultation",
    "remove_file",
    "remove_template",
    "restore_consultation",
    "take",
    "withdraw_entry",
]
