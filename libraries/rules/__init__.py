"""Who may do what in the registry."""

from libraries.rules.registry import (
    can_edit_registry,
    can_see_history,
    can_see_staff_of,
    is_inside,
    is_own,
)

__all__ = ["can_edit_registry", "can_see_history", "can_see_staff_of", "is_inside", "is_own"]
