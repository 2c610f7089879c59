"""Marks that events make by themselves when they are held, moved or cancelled."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import User
from events.actions.base import plain, record
from events.actions.marks.base import (
    MarkValues,
    marks_of,
    record_mark,
    snapshot,
    values_of,
    write,
)
from events.fulfilment.dues import due_for, dues_of
from events.models import ItemMark, Plan, PlanChange, PlanItem

State = ItemMark.State


@dataclass(frozen=True)
class EventOutcome:
    """What an event says of the row of the plan that it carries out.

    `planned_on` is the first day the event was planned for, which finds the month of the mark;
    `date` the day on which it was held, or to which it was moved.
    """

    event: int
    state: str
    planned_on: dt.date
    date: dt.date | None = None
    participants: int | None = None
    reason: str = ""


@transaction.atomic
def mark_from_event(item: PlanItem, told: EventOutcome, by: User | None) -> ItemMark | None:
    """Mark the row of a plan from its event: held, moved or cancelled; return the mark.

    Several events of one row and month make one mark: held if any was held, with all its people.
    What a person has marked by hand stays as she wrote it. A removed row gets no mark. A mark of a
    closed plan stays too; what the event says is remembered, for the plan may be opened again.
    """

    def tell(events: dict[str, Any]) -> None:
        events[str(told.event)] = {
            "state": told.state,
            "date": told.date and told.date.isoformat(),
            "participants": told.participants,
            "reason": plain(told.reason)[:500],
        }

    return _from_event(item, told.event, told.planned_on, tell, by)


@transaction.atomic
def forget_event(item: PlanItem, event: int, by: User | None) -> ItemMark | None:
    """Take back what an event told of its row; the mark goes when nothing else stands behind it."""

    def untell(events: dict[str, Any]) -> None:
        events.pop(str(event), None)

    return _from_event(item, event, None, untell, by)


def _from_event(
    item: PlanItem,
    event: int,
    planned_on: dt.date | None,
    tell: Callable[[dict[str, Any]], None],
    by: User | None,
) -> ItemMark | None:
    plan = Plan.objects.select_for_update().get(pk=item.plan_id)
    item = PlanItem.objects.prefetch_related("periods").get(pk=item.pk)
    item.plan = plan
    marks = list(marks_of(item))
    mark = next((one for one in marks if str(event) in one.events), None)
    if item.removed_at is not None or (mark is None and planned_on is None):
        return None
    if mark is None:
        month = due_for(dues_of(item, marks), planned_on, plan.year).month
        mark = next((one for one in marks if one.month == month), None)
        mark = mark or ItemMark(item=item, month=month, is_from_events=True)
    before = snapshot(mark if mark.pk else None)
    tell(mark.events)
    return _settle(mark, before, by)


def _settle(mark: ItemMark, before: Mapping[str, Any], by: User | None) -> ItemMark | None:
    """Write a mark whose events have told something new, unless it is closed or a person's own."""
    is_closed = mark.item.plan.is_closed
    if is_closed and mark.pk is None:
        return None
    if is_closed or not mark.is_from_events:
        mark.save(update_fields=["events"])
        return mark
    if mark.events:
        write(mark, _told_by(list(mark.events.values())), by)
        if snapshot(mark) != before:
            record_mark(mark, before, by)
        return mark
    mark.delete()
    record(mark.item.plan, PlanChange.Action.UNMARKED, by, item=mark.item, before=before)
    return None


def settle_told(plan: Plan, by: User | None) -> None:
    """Bring the marks of a plan that was opened again up to what events have told meanwhile."""
    marks = ItemMark.objects.filter(item__plan=plan, is_from_events=True)
    for mark in marks.select_related("item", "marked_by").order_by("pk"):
        mark.item.plan = plan
        said = mark.events and _told_by(list(mark.events.values()))
        if said != values_of(snapshot(mark)["mark_told"]):
            _settle(mark, snapshot(mark), by)


def said_otherwise(mark: ItemMark) -> MarkValues | None:
    """Return what events say of a row that a person has marked; None when they say the same."""
    if mark.is_from_events or not mark.events:
        return None
    said = _told_by(list(mark.events.values()))
    mine = values_of(snapshot(mark)["mark_told"])
    compared = [(one.state, one.date, one.participants) for one in (said, mine)]
    is_same = compared[0] == compared[1] and said.moved_to in (None, mine.moved_to)
    return None if is_same else said


def _told_by(events: list[dict[str, Any]]) -> MarkValues:
    """Return what several events of one row say together."""
    states = [one["state"] for one in events]
    state = next(each for each in (State.HELD, State.MOVED, State.CANCELLED) if each in states)
    told = [one for one in events if one["state"] == state]
    days = [dt.date.fromisoformat(one["date"]) for one in told if one["date"]]
    people = [one["participants"] for one in told if one["participants"] is not None]
    reasons = dict.fromkeys(one["reason"] for one in told if one["reason"])
    day = max(days, default=None)
    return MarkValues(
        state=state,
        date=day if state == State.HELD else None,
        moved_to=day if state == State.MOVED else None,
        participants=sum(people) if people else None,
        reason="" if state == State.HELD else "; ".join(reasons)[:500],
    )
