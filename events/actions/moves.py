"""Moving rows of a plan."""

from typing import Literal

from django.db import transaction

from accounts.models import User
from events.actions.base import lock_item, record
from events.actions.places import Place, free_position
from events.models import PlanChange, PlanItem
from events.order import in_order, sections_in_order


@transaction.atomic
def move_item(item: PlanItem, place: Place, by: User | None) -> PlanItem:
    """Move a row before or after another, or into a section.

    Raises:
        ItemRemovedError: the row is removed.
        PlanClosedError: the plan is approved.
    """
    item = lock_item(item, by)
    neighbour = place.before or place.after
    if neighbour is not None and neighbour.pk == item.pk:
        return item
    return _put(item, place, by)


@transaction.atomic
def shift_item(item: PlanItem, way: Literal["up", "down"], by: User | None) -> PlanItem:
    """Move a row by one place; the first row of a section goes to the end of the one before.

    The neighbour is found under the lock, so that two people moving rows at once never undo
    each other's order. A row at the very edge of the plan stays.

    Raises:
        ItemRemovedError: the row is removed.
        PlanClosedError: the plan is approved.
    """
    item = lock_item(item, by)
    place = _place_above(item) if way == "up" else _place_below(item)
    return item if place is None else _put(item, place, by)


def _put(item: PlanItem, place: Place, by: User | None) -> PlanItem:
    before = _where(item)
    item.section, item.position = free_position(item.plan, place, moving=item)
    item.save(update_fields=["section", "position"])
    record(item.plan, PlanChange.Action.MOVED, by, item=item, before=before, after=_where(item))
    return item


def _where(item: PlanItem) -> dict[str, str | int]:
    """Return the section of a row and its number in the plan: the place as people see it."""
    order = [row.pk for row in in_order(item.plan)]
    return {"section": str(item.section or ""), "number": order.index(item.pk) + 1}


def _siblings(item: PlanItem) -> tuple[list[PlanItem], int]:
    rows = [row for row in in_order(item.plan) if row.section_id == item.section_id]
    return rows, [row.pk for row in rows].index(item.pk)


def _place_above(item: PlanItem) -> Place | None:
    rows, index = _siblings(item)
    if index > 0:
        return Place(before=rows[index - 1])
    slots = [None, *sections_in_order(item.plan)]
    number = slots.index(item.section)
    return Place(section=slots[number - 1]) if number > 0 else None


def _place_below(item: PlanItem) -> Place | None:
    rows, index = _siblings(item)
    if index < len(rows) - 1:
        return Place(after=rows[index + 1])
    slots = [None, *sections_in_order(item.plan)]
    number = slots.index(item.section)
    return Place(section=slots[number + 1], at_start=True) if number < len(slots) - 1 else None
