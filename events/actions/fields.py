"""Changing one field of a row, so that nobody's words are lost."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.actions.base import Conflict, begin_step, last_change, lock_item, record
from events.actions.texts import CellText, checked, settled, write_all
from events.item_fields import FIELDS, named, text_of
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
    Conflict that holds both texts; the history keeps the one that was not written. A change of
    another field of the row is no conflict.

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
        keep_variant(item, field, text, by)
        return conflict_of(item, field, text)
    act = begin_step(item.plan, by, f"{FIELDS[field].label.lower()} — {named(item)}")
    (written,) = write_all([CellText(item, field, text)])
    before, after = {field: present}, {field: written}
    record(item.plan, PlanChange.Action.CHANGED, act, item=item, before=before, after=after)
    return Saved(item)


def conflict_of(item: PlanItem, field: str, yours: str) -> Conflict:
    """Return both texts of a field, and who wrote the one that stands."""
    change = last_change(item.plan, item, field)
    return Conflict(
        target=item,
        field=field,
        yours=yours,
        theirs=text_of(item, field),
        who=change.made_by if change else None,
        when=change.made_at if change else None,
    )


def keep_variant(item: PlanItem, field: str, text: str, by: User | None) -> None:
    """Keep in the history, once, a text that was not written because of another person's.

    The plan is not changed by it, so its version stays.
    """
    before, after = {field: text_of(item, field)}, {field: text}
    kept = item.changes.filter(action=PlanChange.Action.VARIANT, made_by=by).first()
    if kept is None or (kept.before, kept.after) != (before, after):
        PlanChange.objects.create(
            plan=item.plan,
            item=item,
            action=PlanChange.Action.VARIANT,
            before=before,
            after=after,
            made_by=by,
            made_at=timezone.now(),
        )
