"""Who may do what in the registry."""

from libraries.rules.model_status import (
    applications_of,
    keeps_models,
    may_apply,
    may_attach,
    may_take_status_away,
    may_write,
    monitorings_of,
    own_libraries,
    works_with_competitions,
)
from libraries.rules.registry import (
    can_edit_registry,
    can_see_history,
    can_see_staff_of,
    is_inside,
    is_own,
)

__all__ = [
    "applications_of",
    "can_edit_registry",
    "can_see_history",
    "can_see_staff_of",
    "is_inside",
    "is_own",
    "keeps_models",
    "may_apply",
    "may_attach",
    "may_take_status_away",
    "may_write",
    "monitorings_of",
    "own_libraries",
    "works_with_competitions",
]
