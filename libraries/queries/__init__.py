"""Reads of the registry."""

from libraries.queries.history import Change, changes_of
from libraries.queries.registry import (
    at_or_below,
    closed,
    list_libraries,
    list_organisations,
    opened,
)
from libraries.queries.territories import TerritoryNode, territory_tree

__all__ = [
    "Change",
    "TerritoryNode",
    "at_or_below",
    "changes_of",
    "closed",
    "list_libraries",
    "list_organisations",
    "opened",
    "territory_tree",
]
