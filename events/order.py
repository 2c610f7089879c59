"""The order of a plan: its sections as a tree, its rows inside them.

The rows of a consolidated plan stand by time instead: all-year ones first, then by month.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from events.calendar import time_key
from events.models import Plan, PlanItem, PlanSection


def sections_in_order(plan: Plan) -> list[PlanSection]:
    """Return the sections, each followed by those inside it, with `depth` from 1."""
    children: dict[int | None, list[PlanSection]] = defaultdict(list)
    for section in plan.sections.order_by("position", "pk"):
        children[section.parent_id].append(section)

    def walk(parent: int | None, depth: int) -> Iterator[PlanSection]:
        for section in children[parent]:
            section.depth = depth
            yield section
            yield from walk(section.pk, depth + 1)

    return list(walk(None, 1))


def in_order(plan: Plan) -> list[PlanItem]:
    """Return the rows that stand in the plan, in its order."""
    items = plan.items.filter(removed_at=None).only("pk", "plan_id", "section_id", "position")
    if plan.is_ordered_by_time:
        items = items.prefetch_related("periods")
    return put_in_order(plan, items, sections_in_order(plan))


def keys_in_order(plan: Plan) -> list[int]:
    """Return the keys of the rows that stand in the plan, in its order, without loading them."""
    if plan.is_ordered_by_time:
        return [row.pk for row in in_order(plan)]
    rank = {section.pk: number for number, section in enumerate(sections_in_order(plan))}
    rows = plan.items.filter(removed_at=None).values_list("section_id", "position", "pk")
    return [key for *_, key in sorted((rank.get(row[0], -1), *row[1:]) for row in rows)]


def put_in_order(
    plan: Plan, items: Iterable[PlanItem], sections: Sequence[PlanSection]
) -> list[PlanItem]:
    """Sort rows as they stand in the plan: first those outside sections, then by section.

    Where the plan is ordered by time, the periods of the rows are to be loaded.
    """
    rank = {section.pk: number for number, section in enumerate(sections)}
    rows = sorted(items, key=lambda row: (rank.get(row.section_id, -1), row.position, row.pk))
    if plan.is_ordered_by_time:
        rows.sort(key=lambda row: time_key(row, plan.year))
    return rows
