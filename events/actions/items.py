"""Adding, removing and bringing back rows of a plan."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.russian import plural
from common.search import rows_changed
from events.actions.base import (
    Act,
    Entry,
    begin_step,
    lock_item,
    lock_plan,
    owner_of_new_rows,
    record_all,
    refuse_others_rows,
)
from events.actions.places import Arrangement, Place
from events.actions.texts import CellText, checked, write_all
from events.item_fields import named, snapshot
from events.models import Plan, PlanChange, PlanItem
from events.queries import full_rows


def add_item(plan: Plan, values: Mapping[str, str], by: User | None, place: Place) -> PlanItem:
    """Add a row at `place`; `values` hold the texts of its fields, the name among them.

    A librarian puts it into her organisation's part of a consolidated plan.

    Raises:
        ValidationError: a text is missing or too long.
        PlanClosedError: the plan is approved.
        NotYourRowError: she does not write this plan, or her organisation has handed in.
    """
    texts = {name: checked(name, text) for name, text in {"name": "", **values}.items()}
    with transaction.atomic():
        plan = lock_plan(plan.pk)
        item = PlanItem(plan=plan, name=texts["name"])
        act = begin_step(plan, by, f"новый пункт {named(item)}")
        return put_in(plan, [texts], act, place)[0]


def put_in(plan: Plan, rows: Sequence[Mapping[str, str]], act: Act, place: Place) -> list[PlanItem]:
    """Add rows of checked texts, one after another, to a locked plan.

    Raises:
        NotYourRowError: the person does not write this plan, or her organisation has handed in.
    """
    owner = owner_of_new_rows(plan, act.by)
    items = [PlanItem(plan=plan, owner_id=owner, name=texts["name"]) for texts in rows]
    for item in items:
        PlanItem._meta.get_field("name_key").pre_save(item, add=True)
    arrangement = Arrangement(plan)
    arrangement.add(items, place)
    arrangement.write()
    write_all(
        [
            CellText(item, name, text)
            for item, texts in zip(items, rows, strict=True)
            for name, text in texts.items()
        ]
    )
    record_all(
        plan, PlanChange.Action.ADDED, act, [Entry(item, after=snapshot(item)) for item in items]
    )
    return items


@transaction.atomic
def remove_item(item: PlanItem, by: User | None) -> PlanItem:
    """Take a row out of the plan; `restore_item` brings it back to its place.

    Raises:
        ItemRemovedError: somebody removed it before.
        PlanClosedError: the plan is approved.
    """
    item = lock_item(item, by)
    take_out(item.plan, [item], begin_step(item.plan, by, f"удаление {named(item)}"))
    return item


@transaction.atomic
def restore_item(item: PlanItem, by: User | None) -> PlanItem:
    """Bring a removed row back to its place; a row that stands in the plan is left as it is.

    Raises:
        PlanClosedError: the plan is approved.
    """
    plan = lock_plan(item.plan_id)
    item = PlanItem.objects.select_related("section").get(pk=item.pk)
    item.plan = plan
    refuse_others_rows(plan, [item], by)
    if item.removed_at is not None:
        bring_back(plan, [item], begin_step(plan, by, f"возвращение {named(item)}"))
    return item


@transaction.atomic
def restore_items(plan: Plan, pks: Sequence[int], by: User | None) -> list[PlanItem]:
    """Bring removed rows back to their places; those that stand in the plan are left as they are.

    Raises:
        PlanClosedError: the plan is approved.
    """
    plan = lock_plan(plan.pk)
    items = list(full_rows(plan.items.filter(pk__in=pks).exclude(removed_at=None)))
    refuse_others_rows(plan, items, by)
    if items:
        words = plural(len(items), "пункт", "пункта", "пунктов")
        bring_back(plan, items, begin_step(plan, by, f"возвращение: {len(items)} {words}"))
    return items


def take_out(plan: Plan, items: Sequence[PlanItem], act: Act) -> None:
    """Mark standing rows of a locked plan as removed, with history."""
    now = timezone.now()
    entries = [Entry(item, before=snapshot(item)) for item in items]
    _mark(items, removed_at=now, removed_by=act.by)
    record_all(plan, PlanChange.Action.REMOVED, act, entries)


def bring_back(plan: Plan, items: Sequence[PlanItem], act: Act) -> None:
    """Let removed rows of a locked plan stand in it again, with history."""
    _mark(items, removed_at=None, removed_by=None)
    entries = [Entry(item, after=snapshot(item)) for item in items]
    record_all(plan, PlanChange.Action.RESTORED, act, entries)


def _mark(items: Sequence[PlanItem], **values: object) -> None:
    keys = [item.pk for item in items]
    PlanItem.objects.filter(pk__in=keys).update(**values)
    for item in items:
        for name, value in values.items():
            setattr(item, name, value)
    rows_changed.send(sender=PlanItem, pks=keys)
