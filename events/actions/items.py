"""Adding, removing and bringing back rows of a plan."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.actions.base import (
    lock_item,
    lock_plan,
    owner_of_new_rows,
    record,
    refuse_others_row,
)
from events.actions.places import Place, free_position
from events.actions.texts import checked, write
from events.item_fields import snapshot
from events.models import Plan, PlanChange, PlanItem


@transaction.atomic
def add_item(plan: Plan, values: Mapping[str, str], by: User | None, place: Place) -> PlanItem:
    """Add a row at `place`; `values` hold the texts of its fields, the name among them.

    A librarian puts it into her organisation's part of a consolidated plan.

    Raises:
        ValidationError: a text is missing or too long.
        PlanClosedError: the plan is approved.
        NotYourRowError: she does not write this plan, or her organisation has handed in.
    """
    plan = lock_plan(plan.pk)
    owner = owner_of_new_rows(plan, by)
    texts = {name: checked(name, text) for name, text in {"name": "", **values}.items()}
    section, position = free_position(plan, place)
    item = PlanItem(plan=plan, section=section, position=position, owner_id=owner)
    item.name = texts["name"]
    item.save()
    for name, text in texts.items():
        write(item, name, text)
    record(plan, PlanChange.Action.ADDED, by, item=item, after=snapshot(item))
    return item


@transaction.atomic
def remove_item(item: PlanItem, by: User | None) -> PlanItem:
    """Take a row out of the plan; `restore_item` brings it back to its place.

    Raises:
        ItemRemovedError: somebody removed it before.
        PlanClosedError: the plan is approved.
    """
    item = lock_item(item, by)
    item.removed_at, item.removed_by = timezone.now(), by
    item.save(update_fields=["removed_at", "removed_by"])
    record(item.plan, PlanChange.Action.REMOVED, by, item=item, before=snapshot(item))
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
    refuse_others_row(item, by)
    if item.removed_at is None:
        return item
    item.removed_at = item.removed_by = None
    item.save(update_fields=["removed_at", "removed_by"])
    record(plan, PlanChange.Action.RESTORED, by, item=item, after=snapshot(item))
    return item
