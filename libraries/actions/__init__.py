"""Writes of the registry."""

from libraries.actions.attachments import (
    attach,
    remove_attachment,
)
from libraries.actions.contacts import change_contact, create_contact, remove_contact
from libraries.actions.criteria import (
    issue_criteria,
)
from libraries.actions.examination import (
    begin_examination,
    change_examination,
    conclude,
    decide,
    let_experts_be_seen,
    remind_of_renewal,
    return_examination,
    submit_examination,
)
from libraries.actions.experts import (
    appoint_expert,
    dismiss_expert,
    fill_sheet,
)
from libraries.actions.model_status import (
    admit_application,
    apply,
    change_application,
    change_competition,
    create_competition,
    open_modernised,
    record_modernisation,
    record_result,
    return_application,
    submit_application,
    take_status_away,
)
from libraries.actions.monitoring import (
    advise,
    change_monitoring,
    follow_up,
    record_monitoring,
)
from libraries.actions.network import (
    apply_due,
    close_library,
    merge_libraries,
    move_library,
    open_library,
    rename_library,
    split_library,
    transfer_library,
    undo_change,
)
from libraries.actions.network_checks import (
    Order,
    why_it_stays,
)
from libraries.actions.outlines import issue_outline, retire_outline
from libraries.actions.registry import (
    change_library,
    change_organisation,
    change_territory,
    create_library,
    create_organisation,
    create_territory,
    edit_library,
    reopen_library,
    set_population,
)

__all__ = [
    "Order",
    "admit_application",
    "advise",
    "apply",
    "apply_due",
    "appoint_expert",
    "attach",
    "begin_examination",
    "change_application",
    "change_competition",
    "change_contact",
    "change_examination",
    "change_library",
    "change_monitoring",
    "change_organisation",
    "change_territory",
    "close_library",
    "conclude",
    "create_competition",
    "create_contact",
    "create_library",
    "create_organisation",
    "create_territory",
    "decide",
    "dismiss_expert",
    "edit_library",
    "fill_sheet",
    "follow_up",
    "issue_criteria",
    "issue_outline",
    "let_experts_be_seen",
    "merge_libraries",
    "move_library",
    "open_library",
    "open_modernised",
    "record_modernisation",
    "record_monitoring",
    "record_result",
    "remind_of_renewal",
    "remove_attachment",
    "remove_contact",
    "rename_library",
    "reopen_library",
    "retire_outline",
    "return_application",
    "return_examination",
    "set_population",
    "split_library",
    "submit_application",
    "submit_examination",
    "take_status_away",
    "transfer_library",
    "undo_change",
    "why_it_stays",
]
