"""Writing an amendment: it stands beside the approved plan, which nothing of this changes."""

from events.actions.amendments.base import AmendmentClosedError, RowMovedOnError, Spot
from events.actions.amendments.begun import (
    begin_amendment,
    change_grounds,
    drop_amendment,
    drop_row,
)
from events.actions.amendments.figures import FigureChange, amend_figures
from events.actions.amendments.heading import amend_heading
from events.actions.amendments.items import amend_item, amend_new, amend_removal
from events.actions.amendments.sections import (
    amend_new_section,
    amend_section,
    amend_section_removal,
)

__all__ = [
    "AmendmentClosedError",
    "FigureChange",
    "RowMovedOnError",
    "Spot",
    "amend_figures",
    "amend_heading",
    "amend_item",
    "amend_new",
    "amend_new_section",
    "amend_removal",
    "amend_section",
    "amend_section_removal",
    "begin_amendment",
    "change_grounds",
    "drop_amendment",
    "drop_row",
]
