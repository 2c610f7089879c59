"""Who may do what in the registry."""

from libraries.rules.examination import (
    EXAMINED_KINDS,
    examinations_of,
    examined_libraries,
    is_applicant,
    keeps_examinations,
    may_see_experts,
    own_examinations,
    sheets_of,
    works_with_examinations,
)
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
    "EXAMINED_KINDS",
    "applications_of",
    "can_edit_registry",
    "can_see_history",
    "can_see_staff_of",
    "examinations_of",
    "examined_libraries",
    "is_applicant",
    "is_inside",
    "is_own",
    "keeps_examinations",
    "keeps_models",
    "may_apply",
    "may_attach",
    "may_see_experts",
    "may_take_status_away",
    "may_write",
    "monitorings_of",
    "own_examinations",
    "own_libraries",
    "sheets_of",
    "works_with_competitions",
    "works_with_examinations",
]
