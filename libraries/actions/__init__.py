"""Writes of the registry."""

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
    "change_library",
    "change_organisation",
    "change_territory",
    "close_library",
    "create_library",
    "create_organisation",
    "create_territory",
    "reopen_library",
    "set_population",
]
