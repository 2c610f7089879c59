"""Reads of the registry."""

from libraries.queries.examination import (
    Scores,
    examinations_to_mend,
    examinations_to_settle,
    list_examinations,
    maximum_of,
    scores_of,
    sheets_to_fill,
    statuses_on,
    to_renew,
    why_no_conclusion,
)
from libraries.queries.history import (
    Change,
    changes_of,
    changes_of_rows,
)
from libraries.queries.model_status import (
    answers_of,
    applications_to_check,
    applications_to_mend,
    board_of,
    counts_by_year,
    has_model_story,
    list_applications,
    list_competitions,
    list_losses,
    list_monitorings,
    model_libraries,
    overdue_for_visit,
    programmes,
    story_of,
    whole_monitoring,
    years,
)
from libraries.queries.network import (
    NetworkYear,
    changes_of_library,
    list_changes,
    with_last,
    years_of_network,
)
from libraries.queries.outlines import active_outline, outlines_to_choose
from libraries.queries.past import (
    registry_on,
)
from libraries.queries.registry import (
    at_or_below,
    closed,
    list_libraries,
    list_organisations,
    opened,
    public,
    works_on,
)
from libraries.queries.tasks import (
    waiting_of,
)
from libraries.queries.territories import (
    TerritoryNode,
    territory_tree,
)

__all__ = [
    "Change",
    "NetworkYear",
    "Scores",
    "TerritoryNode",
    "active_outline",
    "answers_of",
    "applications_to_check",
    "applications_to_mend",
    "at_or_below",
    "board_of",
    "changes_of",
    "changes_of_library",
    "changes_of_rows",
    "closed",
    "counts_by_year",
    "examinations_to_mend",
    "examinations_to_settle",
    "has_model_story",
    "list_applications",
    "list_changes",
    "list_competitions",
    "list_examinations",
    "list_libraries",
    "list_losses",
    "list_monitorings",
    "list_organisations",
    "maximum_of",
    "model_libraries",
    "opened",
    "outlines_to_choose",
    "overdue_for_visit",
    "programmes",
    "public",
    "registry_on",
    "scores_of",
    "sheets_to_fill",
    "statuses_on",
    "story_of",
    "territory_tree",
    "to_renew",
    "waiting_of",
    "whole_monitoring",
    "why_no_conclusion",
    "with_last",
    "works_on",
    "years",
    "years_of_network",
]
