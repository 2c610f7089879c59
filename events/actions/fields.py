"""Changing one field of a row, so that nobody's words are lost."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from events.actions.base import Conflict, last_change, lock_item, record
from events.actions.texts import checked, settled, write
from events.item_fields import text_of
from events.models import PlanChange, PlanItem


@dataclass(frozen=True)
class Saved:
    """The row after saving."""

    item: PlanItem


@transaction.atomic
def change_field(
    item: PlanItem, field: str, text: str, base_text: str, by: User | None
) -> Saved | Conflict:
    """Write `text` into a field, if it still holds `base_text`, from which the person started.

    When somebody changed this very field meanwhile, nothing is written and the answer is a
    Conflict that holds both texts; a change of another field of the row is no conflict.

    Raises:
        KeyError: there is no such field.
        ValidationError: the name is empty, or the text is too long.
        ItemRemovedError: somebody removed the row.
        PlanClosedError: the plan is approved.
    """
    text = checked(field, text)
    item = lock_item(item, by)
    present = text_of(item, field)
    if settled(field, present) == text:
        return Saved(item)
    if settled(field, present) != settled(field, base_text):
        change = last_change(item.plan, item, field)
        return Conflict(
            target=item,
            field=field,
            yours=text,
            theirs=present,
            who=change.made_by if change else None,
            when=change.made_at if change else None,
        )
    write(item, field, text)
    before, after = {field: present}, {field: text}
    record(item.plan, PlanChange.Action.CHANGED, by, item=item, before=before, after=after)
    return Saved(item)
