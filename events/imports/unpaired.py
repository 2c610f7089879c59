"""Lines of cells that nobody has paired: what is asked before saving, and marked after it."""

from dataclasses import dataclass

from events.imports.asked import BlockShown, blocks_of
from events.imports.draft import Draft
from events.imports.draft_item import DraftItem


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
