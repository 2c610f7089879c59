"""Moving rows of a plan."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

from django.db import transaction

from accounts.models import User
from common.russian import plural
from events.actions.base import (
    Act,
    Entry,
    ItemRemovedError,
    begin_step,
    lock_plan,
    record_all,
    refuse_others_rows,
)
from events.actions.places import Arrangement, Place
from events.item_fields import named
from events.models import Plan, PlanChange, PlanItem


def move_item(item: PlanItem, place: Place, by: User | None) -> PlanItem:
    """Move a row before or after another, or into a section.

    Raises:
        ItemRemovedError: the row is removed.
        PlanClosedError: the plan is approved.
    """
    neighbour = place.before or place.after
    if neighbour is not None and neighbour.pk == item.pk:
        return item
    return move_items(item.plan, [item.pk], place, by)[0]


@transaction.atomic
def move_items(plan: Plan, pks: Sequence[int], place: Place, by: User | None) -> list[PlanItem]:
    """Move rows, in the order of the plan, to one place; those already there stay.

    Raises:
        ItemRemovedError: one of the rows is removed.
        PlanClosedError: the plan is approved.
    """
    plan = lock_plan(plan.pk)
    items = _standing(plan, pks, by)
    arrangement = Arrangement(plan)
    wanted = {item.pk for item in items}
    order = [pk for pk in arrangement.order() if pk in wanted]
    act = begin_step(plan, by, _title(items))
    _record_moves(arrangement, items, act, lambda: arrangement.put(order, place))
    return items


@transaction.atomic
def shift_item(item: PlanItem, way: Literal["up", "down"], by: User | None) -> PlanItem:
    """Move a row by one place; the first row of a section goes to the end of the one before.

    The neighbour is found under the lock, so that two people moving rows at once never undo
    each other's order. A row at the very edge of the plan stays.

    Raises:
        ItemRemovedError: the row is removed.
        PlanClosedError: the plan is approved.
    """
    plan = lock_plan(item.plan_id)
    (item,) = _standing(plan, [item.pk], by)
    arrangement = Arrangement(plan)
    place = _beside(arrangement, item, -1 if way == "up" else 1)
    if place is not None:
        act = begin_step(plan, by, _title([item]))
        _record_moves(arrangement, [item], act, lambda: arrangement.put([item.pk], place))
    return item


def put_at(plan: Plan, items: Sequence[PlanItem], place: Place, act: Act) -> None:
    """Move standing rows of a locked plan to a place, one after another as given."""
    arrangement = Arrangement(plan)
    keys = [item.pk for item in items]
    _record_moves(arrangement, items, act, lambda: arrangement.put(keys, place))


def put_back(plan: Plan, spots: Sequence[tuple[PlanItem, dict[str, Any]]], act: Act) -> bool:
    """Move rows of a locked plan to former spots; return whether all their sections are there."""
    arrangement = Arrangement(plan)
    if any(spot["section_id"] not in arrangement.sections for _, spot in spots):
        return False
    in_turn = sorted(spots, key=lambda pair: pair[1]["number"] or 0)

    def move() -> None:
        for item, spot in in_turn:
            arrangement.put_back(item.pk, spot)

    _record_moves(arrangement, [item for item, _ in in_turn], act, move)
    return True


def _record_moves(
    arrangement: Arrangement, items: Sequence[PlanItem], act: Act, move: Callable[[], None]
) -> None:
    keys = [item.pk for item in items]
    before = arrangement.spots(keys)
    move()
    after = arrangement.spots(keys)
    arrangement.write()
    for item, spot in zip(items, after, strict=True):
        item.section = arrangement.sections[spot["section_id"]]
    moves = zip(items, before, after, strict=True)
    entries = [Entry(item, was, became) for item, was, became in moves]
    record_all(arrangement.plan, PlanChange.Action.MOVED, act, entries)


def _standing(plan: Plan, pks: Sequence[int], by: User | None) -> list[PlanItem]:
    items = list(plan.items.select_related("section", "removed_by").filter(pk__in=pks))
    refuse_others_rows(plan, items, by)
    for item in items:
        item.plan = plan
        if item.removed_at is not None:
            raise ItemRemovedError(item)
    return items


def _title(items: Sequence[PlanItem]) -> str:
    if len(items) == 1:
        return f"перестановка {named(items[0])}"
    words = plural(len(items), "пункт", "пункта", "пунктов")
    return f"перестановка: {len(items)} {words}"


def _beside(arrangement: Arrangement, item: PlanItem, step: int) -> Place | None:
    """Return the place one row further, over the edge of the section if need be."""
    rows = arrangement.siblings(item.pk)
    index = rows.index(item.pk) + step
    if 0 <= index < len(rows):
        neighbour = PlanItem(pk=rows[index])
        return Place(before=neighbour) if step < 0 else Place(after=neighbour)
    slots = list(arrangement.sections)
    number = slots.index(item.section_id) + step
    if not 0 <= number < len(slots):
        return None
    return Place(section=arrangement.sections[slots[number]], at_start=step > 0)
