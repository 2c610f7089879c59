"""Lines of cells that nobody has paired: what is asked before saving, and marked after it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from events.imports.asked import BlockShown, blocks_of
from events.imports.draft import Draft
from events.imports.draft_item import DraftItem
from events.models import Plan, PlanImport, PlanItem


@dataclass(frozen=True)
class Unpaired:
    """The cells of a draft whose lines may go to a neighbour's item if it is saved as it is."""

    blocks: list[BlockShown]

    @property
    def cells(self) -> int:
        return len(self.blocks)

    @property
    def lines(self) -> int:
        """How many lines are to be looked at, those without a pair among them."""
        return sum(block.unpaired for block in self.blocks)

    @property
    def loose(self) -> int:
        """How many lines have no item of their own and would stand with the one above."""
        return sum(block.loose for block in self.blocks)

    def as_dict(self) -> dict[str, int]:
        """Return the numbers as plain values, for JSON."""
        return {"cells": self.cells, "lines": self.lines, "loose": self.loose}


def unpaired_of(draft: Draft) -> Unpaired:
    return Unpaired([block for block in blocks_of(draft) if block.unpaired])


def is_unpaired(draft: Draft, item: DraftItem) -> bool:
    """Tell whether an item has times or people that nobody has paired with it."""
    return bool(item.doubts) or any(draft.rows[index].kind == "loose" for index in item.joined)


@dataclass(frozen=True)
class Leftover:
    """How many items of a saved import nobody has compared with the file yet."""

    plan_import: PlanImport
    number: int


def leftovers_of(plan: Plan, standing: Collection[int]) -> list[Leftover]:
    """Return the imports of a plan with items to be compared; `standing` are the keys of its rows.

    One query, which brings nothing of what was read from the files.
    """
    saved = plan.imports.filter(state=PlanImport.State.SAVED).exclude(unpaired=[])
    counted = (
        Leftover(one, sum(key in standing for key in one.unpaired))
        for one in saved.only("pk", "source", "unpaired").order_by("pk")
    )
    return [one for one in counted if one.number]


def items_to_compare(plan_import: PlanImport) -> QuerySet[PlanItem]:
    """Return the items of a saved import that nobody has compared with the file yet."""
    items = plan_import.items.filter(pk__in=plan_import.unpaired, removed_at=None)
    return items.prefetch_related("periods", "responsibles").order_by("pk")
