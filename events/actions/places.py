"""Places in the order of a plan: rows stand by position inside their section.

Positions are sparse: rows put between two others take numbers between theirs, and only when too
few are left is the section numbered anew.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from events.models import Plan, PlanItem, PlanSection
from events.order import in_order, sections_in_order

STEP = 1000


@dataclass(frozen=True)
class Place:
    """Before a row, after a row, or at the end (or the start) of a section.

    Without a neighbour and a section the place is among the rows outside sections.
    """

    before: PlanItem | None = None
    after: PlanItem | None = None
    section: PlanSection | None = None
    at_start: bool = False


@dataclass(slots=True)
class _Row:
    """Where a row stands: less than a PlanItem, for each act reads all of a plan."""

    pk: int
    section_id: int | None
    position: int
    is_removed: bool = False


class Arrangement:
    """All rows of a locked plan in their order: moved here in memory, then written together.

    Removed rows keep their places, to come back to them.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.sections: dict[int | None, PlanSection | None] = {None: None}
        self.sections |= {section.pk: section for section in sections_in_order(plan)}
        self._lists: dict[int | None, list[_Row]] = defaultdict(list)
        self._rows: dict[int, _Row] = {}
        self._moved: set[int] = set()
        rows = plan.items.order_by("position", "pk")
        for *place, removed_at in rows.values_list("pk", "section_id", "position", "removed_at"):
            self._take(_Row(*place, is_removed=removed_at is not None))

    def _take(self, row: _Row) -> None:
        self._lists[row.section_id].append(row)
        self._rows[row.pk] = row

    def order(self) -> list[int]:
        """Return the keys of the rows that stand in the plan, in its order."""
        if self.plan.is_ordered_by_time:
            return [row.pk for row in in_order(self.plan)]
        return [row.pk for key in self.sections for row in self._lists[key] if not row.is_removed]

    def siblings(self, pk: int) -> list[int]:
        """Return the keys of the standing rows of the same section, this row among them."""
        section = self._lists[self._rows[pk].section_id]
        return [row.pk for row in section if not row.is_removed]

    def spots(self, pks: Sequence[int]) -> list[dict[str, Any]]:
        """Return where rows stand: as people see it, and as it takes to put them back."""
        numbers = {pk: number for number, pk in enumerate(self.order(), start=1)}
        return [self._spot(pk, numbers) for pk in pks]

    def put(self, pks: Sequence[int], place: Place) -> None:
        """Move rows to a place, one after another as given.

        A neighbour that has left the plan meanwhile still tells the place.
        """
        neighbour = place.before or place.after
        key = self._rows[neighbour.pk].section_id if neighbour else _key(place.section)
        moving = set(pks)
        index = self._index(self._lists[key], place, moving)
        for row in [self._rows[pk] for pk in pks]:
            self._lists[row.section_id].remove(row)
            row.section_id = key
        self._lists[key][index:index] = [self._rows[pk] for pk in pks]
        self._moved |= moving
        self._give_positions(key)

    def put_back(self, pk: int, spot: dict[str, Any]) -> bool:
        """Move a row to a former spot of its own; return whether the section is still there."""
        if spot["section_id"] not in self.sections:
            return False
        sides = {"after": spot.get("after_id"), "before": spot.get("before_id")}
        for side, neighbour in sides.items():
            row = self._rows.get(neighbour)
            if row is not None and row.section_id == spot["section_id"]:
                self.put([pk], Place(**{side: PlanItem(pk=row.pk)}))
                return True
        is_first = sides["after"] is None
        self.put([pk], Place(section=self.sections[spot["section_id"]], at_start=is_first))
        return True

    def add(self, items: Sequence[PlanItem], place: Place) -> None:
        """Give unsaved rows their section and position, and save them."""
        last = self._lists[None][-1].position if self._lists[None] else 0
        for number, item in enumerate(items, start=1):
            item.section, item.position = None, last + number * STEP
        PlanItem.objects.bulk_create(items, batch_size=200)
        for item in items:
            self._take(_Row(item.pk, None, item.position))
        self.put([item.pk for item in items], place)
        for item in items:
            row = self._rows[item.pk]
            item.section, item.position = self.sections[row.section_id], row.position

    def write(self) -> None:
        """Write the places of all rows that were moved, or numbered anew to make room."""
        rows = [self._rows[pk] for pk in self._moved]
        items = [
            PlanItem(pk=row.pk, section_id=row.section_id, position=row.position) for row in rows
        ]
        PlanItem.objects.bulk_update(items, ["section", "position"], batch_size=200)
        self._moved = set()

    def _spot(self, pk: int, numbers: dict[int, int]) -> dict[str, Any]:
        row = self._rows[pk]
        around = [None, *self._lists[row.section_id], None]
        place = around.index(row)
        before, after = around[place - 1], around[place + 1]
        return {
            "section": str(self.sections.get(row.section_id) or ""),
            "number": numbers.get(pk),
            "section_id": row.section_id,
            "after_id": before.pk if before else None,
            "before_id": after.pk if after else None,
        }

    def _index(self, rows: list[_Row], place: Place, moving: set[int]) -> int:
        """Return how many of the rows that stay will stand before the place."""
        neighbour = place.before or place.after
        if neighbour is None and place.at_start:
            return 0
        if neighbour is None:
            return sum(row.pk not in moving for row in rows)
        end = [row.pk for row in rows].index(neighbour.pk) + bool(place.after)
        return sum(row.pk not in moving for row in rows[:end])

    def _give_positions(self, key: int | None) -> None:
        rows = self._lists[key]
        fixed = [index for index, row in enumerate(rows) if row.pk not in self._moved]
        for start, end in zip([-1, *fixed], [*fixed, len(rows)], strict=True):
            low = rows[start].position if start >= 0 else 0
            gap = end - start
            high = rows[end].position if end < len(rows) else low + gap * STEP
            if gap > 1 and high - low < gap:
                self._number_anew(rows)
                return
            for number in range(1, gap):
                rows[start + number].position = low + (high - low) * number // gap

    def _number_anew(self, rows: list[_Row]) -> None:
        for number, row in enumerate(rows, start=1):
            row.position = number * STEP
        self._moved |= {row.pk for row in rows}


def _key(section: PlanSection | None) -> int | None:
    return section.pk if section else None
