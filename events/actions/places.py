"""Places in the order of a plan: rows stand by position inside their section.

Positions are sparse: a row put between two others takes a number between theirs, and only when
none is left is the section numbered anew.
"""

from dataclasses import dataclass

from events.models import Plan, PlanItem, PlanSection

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


def free_position(
    plan: Plan, place: Place, moving: PlanItem | None = None
) -> tuple[PlanSection | None, int]:
    """Return the section and a free position for `place`; the plan is to be locked.

    A neighbour that has left the plan meanwhile still tells the section: the row then goes
    where the neighbour stood.
    """
    neighbour = place.before or place.after
    if neighbour is not None:
        neighbour = plan.items.select_related("section").get(pk=neighbour.pk)
    section = neighbour.section if neighbour else place.section
    others = plan.items.filter(section=section).order_by("position", "pk")
    if moving is not None:
        others = others.exclude(pk=moving.pk)
    rows = list(others.only("pk", "position", "plan_id"))
    return section, _between(rows, _index(rows, place))


def _index(rows: list[PlanItem], place: Place) -> int:
    keys = [row.pk for row in rows]
    if place.before is not None:
        return keys.index(place.before.pk) if place.before.pk in keys else len(rows)
    if place.after is not None:
        return keys.index(place.after.pk) + 1 if place.after.pk in keys else len(rows)
    return 0 if place.at_start else len(rows)


def _between(rows: list[PlanItem], index: int) -> int:
    low = rows[index - 1].position if index else 0
    if index == len(rows):
        return low + STEP
    middle = (low + rows[index].position) // 2
    if low < middle < rows[index].position:
        return middle
    for number, row in enumerate(rows, start=1):
        row.position = number * STEP
    PlanItem.objects.bulk_update(rows, ["position"], batch_size=500)
    return index * STEP + STEP // 2
