"""Deciding at one go what becomes of all that a file has otherwise than the plan."""

from events.actions.imports.drafts import change_draft
from events.imports.draft import LEAVE, TAKE, Draft
from events.imports.items import build_items
from events.imports.matching import all_decided, match_with
from events.imports.rows import DraftError
from events.models import PlanImport
from events.names import NameBook


def decide_all(plan_import: PlanImport, choice: str) -> Draft:
    """Take all differences from the file, or leave them all as the plan has them.

    Raises:
        DraftError: there is no such choice.
        ImportRefusedError: the import is saved or undone.
    """
    if choice not in (TAKE, LEAVE):
        raise DraftError("Выберите, что оставить: из файла или как в плане.")
    plan = plan_import.plan

    def decide(draft: Draft) -> None:
        matching = match_with(plan, draft, build_items(draft, plan.year, NameBook.load()))
        draft.decide(all_decided(matching.differences if matching else [], choice))

    return change_draft(plan_import, decide)
