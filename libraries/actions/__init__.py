"""Writes of the registry."""

from libraries.actions.attachments import (
    attach,
    remove_attachment,
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
from libraries.actions.registry import (
    change_library,
    change_organisation,
    change_territory,
    close_library,
    create_library,
    create_organisation,
    create_territory,
    reopen_library,
    set_population,
)

__all__ = [
    "admit_application",
    "advise",
    "apply",
    "attach",
    "change_application",
    "change_competition",
    "change_library",
    "change_monitoring",
    "change_organisation",
    "change_territory",
    "close_library",
    "create_competition",
    "create_library",
    "create_organisation",
    "create_territory",
    "follow_up",
    "open_modernised",
    "record_modernisation",
    "record_monitoring",
    "record_result",
    "remove_attachment",
    "reopen_library",
    "return_application",
    "set_population",
    "submit_application",
    "take_status_away",
]
