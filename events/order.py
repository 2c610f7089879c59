"""The order of a plan: its sections as a tree, its rows inside them."""

from collections import defaultdict
from collections.abc import Iterator

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
    """Return the rows that stand in the plan, in its order: first those outside sections."""
    rank = {section.pk: number for number, section in enumerate(sections_in_order(plan))}
    items = plan.items.filter(removed_at=None).only("pk", "plan_id", "section_id", "position")
    return sorted(items, key=lambda row: (rank.get(row.section_id, -1), row.position, row.pk))
