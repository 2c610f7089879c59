"""What every marking does: read and write a mark, keep it in the history."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from events.actions.base import record
from events.calendar import MONTHS
from events.fulfilment.words import mark_in_words
from events.models import ItemMark, PlanChange, PlanItem

FIELDS = ("state", "date", "moved_to", "participants", "reason", "note")
_DAYS = ("date", "moved_to")


@dataclass(frozen=True)
class MarkValues:
    """What a person says of a row: `state` is one of ItemMark.State."""

    state: str
    date: dt.date | None = None
    moved_to: dt.date | None = None
    participants: int | None = None
    reason: str = ""
    note: str = ""


def snapshot(mark: ItemMark | None) -> dict[str, Any]:
    """Return a mark as the history keeps it: in words for people, in values for undoing."""
    if mark is None:
        return {}
    told = {name: getattr(mark, name) for name in (*FIELDS, "is_from_events", "events")}
    told |= {name: told[name] and told[name].isoformat() for name in _DAYS}
    told |= {"state": str(mark.state), "events": dict(mark.events)}
    words = f"{MONTHS[mark.month - 1].lower()}: {mark_in_words(mark)}"
    return {"mark_month": mark.month, "mark": words, "mark_told": told}


def values_of(told: Mapping[str, Any]) -> MarkValues:
    """Return the values that a snapshot keeps."""
    values = {name: told[name] for name in FIELDS}
    days = {name: dt.date.fromisoformat(told[name]) for name in _DAYS if told[name]}
    return MarkValues(**(values | days))


def marks_of(item: PlanItem) -> QuerySet[ItemMark]:
    return ItemMark.objects.filter(item=item).select_related("marked_by")


def write(mark: ItemMark, values: MarkValues, by: User | None) -> None:
    """Save the mark with the values, as its next version."""
    for name in FIELDS:
        setattr(mark, name, getattr(values, name))
    mark.version = mark.version + 1 if mark.pk else 1
    mark.marked_by, mark.marked_at = by, timezone.now()
    mark.full_clean(exclude=["marked_by"])
    mark.save()


def record_mark(mark: ItemMark, before: Mapping[str, Any], by: User | None) -> PlanChange:
    """Keep in the history what the mark was and what it became."""
    item = mark.item
    return record(
        item.plan, PlanChange.Action.MARKED, by, item=item, before=before, after=snapshot(mark)
    )
