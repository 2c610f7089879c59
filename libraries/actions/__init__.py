"""Writes of the registry."""

from libraries.actions.imports import (
    ImportOutdatedError,
    cancel_import,
    confirm_import,
    read_import,
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
    "ImportOutdatedError",
    "cancel_import",
    "change_library",
    "change_organisation",
    "change_territory",
    "close_library",
    "confirm_import",
    "create_library",
    "create_organisation",
    "create_territory",
    "read_import",
    "reopen_library",
    "set_population",
]
