"""Changes of annual plans: one verb a function, atomic and written into the history."""

from events.actions.amendments import (
    AmendmentClosedError,
    RowMovedOnError,
    amend_figure,
    amend_item,
    amend_new,
    amend_removal,
    begin_amendment,
    change_grounds,
    drop_amendment,
    drop_row,
)
from events.actions.answers import (
    NotYourTurnError,
    add_remark,
    agree,
    answer_remark,
    answer_with_remarks,
    remove_remark,
    return_with_remarks,
)
from events.actions.approvals import Reader, send_for_approval, withdraw
from events.actions.approving import approve
from events.actions.base import (
    Conflict,
    ItemRemovedError,
    NotYourRowError,
    PlanClosedError,
    PlanError,
)
from events.actions.cells import (
    MOST_ROWS,
    Cell,
    CellsRefusedError,
    change_cells,
    change_many,
    remove_many,
)
from events.actions.closing import NotMarkedError, close_plan, reopen_closed
from events.actions.copying import Choice, copy_plan
from events.actions.fields import Saved, change_field
from events.actions.figures import add_figure, change_figure, remove_figure
from events.actions.items import add_item, remove_item, restore_item, restore_items
from events.actions.moves import move_item, move_items, shift_item
from events.actions.participants import (
    hand_back,
    hand_in,
    invite,
    remind_participants,
    share_out,
    uninvite,
)
from events.actions.places import Place
from events.actions.plans import SettingsSaved, change_settings, create_plan, reopen_draft
from events.actions.sections import add_section, move_section, remove_section, rename_section
from events.actions.steps import StepRefusedError, redo_step, undo_step

__all__ = [
    "MOST_ROWS",
    "AmendmentClosedError",
    "Cell",
    "CellsRefusedError",
    "Choice",
    "Conflict",
    "ItemRemovedError",
    "NotMarkedError",
    "NotYourRowError",
    "NotYourTurnError",
    "Place",
    "PlanClosedError",
    "PlanError",
    "Reader",
    "RowMovedOnError",
    "Saved",
    "SettingsSaved",
    "StepRefusedError",
    "add_figure",
    "add_item",
    "add_remark",
    "add_section",
    "agree",
    "amend_figure",
    "amend_item",
    "amend_new",
    "amend_removal",
    "answer_remark",
    "answer_with_remarks",
    "approve",
    "begin_amendment",
    "change_cells",
    "change_field",
    "change_figure",
    "change_grounds",
    "change_many",
    "change_settings",
    "close_plan",
    "copy_plan",
    "create_plan",
    "drop_amendment",
    "drop_row",
    "hand_back",
    "hand_in",
    "invite",
    "move_item",
    "move_items",
    "move_section",
    "redo_step",
    "remind_participants",
    "remove_figure",
    "remove_item",
    "remove_many",
    "remove_remark",
    "remove_section",
    "rename_section",
    "reopen_closed",
    "reopen_draft",
    "restore_item",
    "restore_items",
    "return_with_remarks",
    "send_for_approval",
    "share_out",
    "shift_item",
    "undo_step",
    "uninvite",
    "withdraw",
]
