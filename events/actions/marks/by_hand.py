"""Marking by hand: every mark is checked, seen before it is changed, and can be undone."""

from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.actions.base import ItemRemovedError, PlanClosedError, PlanError, plain, record
from events.actions.marks.base import (
    MarkValues,
    marks_of,
    record_mark,
    snapshot,
    values_of,
    write,
)
from events.actions.marks.from_events import said_otherwise
from events.fulfilment.dues import dues_of
from events.fulfilment.words import mark_in_words
from events.models import ItemMark, Plan, PlanChange, PlanItem

State = ItemMark.State
CHOOSE = "Выберите отметку: проведено, перенесено, отменено или не выполнено."


class MarkConflictError(PlanError):
    """Somebody marked the same meanwhile; `mark` is what stands there now, None for nothing."""

    def __init__(self, mark: ItemMark | None) -> None:
        self.mark = mark
        who = mark and mark.marked_by
        there = f"стоит «{mark_in_words(mark)}»" if mark else "отметка снята"
        super().__init__(
            f"Не сохранено: пока Вы отмечали, здесь уже {there}{f' ({who})' if who else ''}. "
            "Проверьте и, если нужна Ваша отметка, сохраните ещё раз."
        )


@transaction.atomic
def set_mark(item: PlanItem, month: int, values: MarkValues, by: User, *, seen: int) -> PlanChange:
    """Mark what became of the row for `month`; return the change, by which it can be undone.

    `seen` is the version of the mark that the person saw, 0 for none.

    Raises:
        ValidationError: a value is missing or impossible, or no mark is due in this month.
        MarkConflictError: somebody marked it meanwhile.
        ItemRemovedError: the row is removed.
        PlanError: the plan is not approved, or closed.
    """
    item = _lock(item)
    _refuse_undue(item, month)
    mark = _seen_mark(item, month, seen)
    values = _checked(item.plan, values)
    before = snapshot(mark)
    if mark is not None and values.moved_to is None and values.state != State.MOVED:
        # A row held at last, or not, still tells from which day it was moved.
        values = replace(values, moved_to=mark.moved_to)
    mark = mark or ItemMark(item=item, month=month)
    mark.is_from_events = False
    write(mark, values, by)
    return record_mark(mark, before, by)


@transaction.atomic
def take_from_events(item: PlanItem, month: int, by: User, *, seen: int) -> PlanChange:
    """Put what the row's events say in place of a person's mark; from now on they keep it.

    Raises:
        MarkConflictError: somebody changed or took it away meanwhile, or events say the same.
        ItemRemovedError: the row is removed.
        PlanError: the plan is not approved, or closed.
    """
    item = _lock(item)
    mark = _seen_mark(item, month, seen)
    said = said_otherwise(mark) if mark is not None else None
    if mark is None or said is None:
        raise MarkConflictError(mark)
    before = snapshot(mark)
    mark.is_from_events = True
    # A row held at last still tells to which day it had been moved.
    write(mark, replace(said, moved_to=said.moved_to or mark.moved_to), by)
    return record_mark(mark, before, by)


@transaction.atomic
def remove_mark(item: PlanItem, month: int, by: User, *, seen: int) -> PlanChange:
    """Take a mark away; return the change, by which it can be undone.

    Raises:
        MarkConflictError: somebody changed or took it away meanwhile.
        ItemRemovedError: the row is removed.
        PlanError: the plan is not approved, or closed.
    """
    item = _lock(item)
    mark = _seen_mark(item, month, seen)
    if mark is None:
        raise MarkConflictError(None)
    before = snapshot(mark)
    mark.delete()
    return record(item.plan, PlanChange.Action.UNMARKED, by, item=item, before=before)


@transaction.atomic
def undo_marking(change: PlanChange, by: User) -> PlanChange:
    """Put a mark back as it was before `change`; return this change, which can be undone too.

    Raises:
        MarkConflictError: the mark has been changed since.
        ItemRemovedError: the row is removed.
        PlanError: the plan is not approved, or closed.
    """
    if change.item is None:
        raise MarkConflictError(None)
    item = _lock(change.item)
    month = (change.before or change.after)["mark_month"]
    mark = marks_of(item).filter(month=month).first()
    if snapshot(mark) != change.after:
        raise MarkConflictError(mark)
    if not change.before:
        mark.delete()
        return record(item.plan, PlanChange.Action.UNMARKED, by, item=item, before=change.after)
    mark = mark or ItemMark(item=item, month=month)
    told = change.before["mark_told"]
    mark.is_from_events, mark.events = told["is_from_events"], told["events"]
    write(mark, values_of(told), by)
    return record_mark(mark, change.after, by)


def _lock(item: PlanItem) -> PlanItem:
    """Return the row as it stands, its plan locked, which must be approved and not closed."""
    plan = Plan.objects.select_for_update().get(pk=item.plan_id)
    if plan.is_closed:
        raise PlanClosedError(plan)
    if plan.state != Plan.State.APPROVED:
        raise PlanError("Отмечать выполнение можно в утверждённом плане. Этот план не утверждён.")
    rows = PlanItem.objects.select_related("removed_by").prefetch_related("periods")
    fresh = rows.get(pk=item.pk)
    fresh.plan = plan
    if fresh.removed_at is not None:
        raise ItemRemovedError(fresh)
    return fresh


def _refuse_undue(item: PlanItem, month: int) -> None:
    if month not in {due.month for due in dues_of(item, marks_of(item))}:
        raise ValidationError(
            "Срок этого пункта изменился, и отметка за этот месяц ему больше не нужна. "
            "Обновите страницу: она покажет, за какой месяц отмечать."
        )


def _seen_mark(item: PlanItem, month: int, seen: int) -> ItemMark | None:
    mark = marks_of(item).filter(month=month).first()
    if (mark.version if mark else 0) != seen:
        raise MarkConflictError(mark)
    return mark


def _checked(plan: Plan, values: MarkValues) -> MarkValues:
    """Return the values as they are kept: only what belongs to the state.

    Raises:
        ValidationError: one is missing or impossible.
    """
    reason, note = (" ".join(plain(text).split()) for text in (values.reason, values.note))
    values = replace(values, reason=reason, note=note)
    if values.state == State.HELD:
        _refuse_day("date", values.date, plan, is_past=True)
        return replace(values, moved_to=None, reason="")
    if values.state not in State.values:
        raise ValidationError({"state": CHOOSE})
    if not reason:
        raise ValidationError({"reason": "Напишите причину: она войдёт в отчёт о выполнении."})
    values = replace(values, date=None, participants=None)
    if values.state in (State.CANCELLED, State.NOT_DONE):
        return replace(values, moved_to=None)
    _refuse_day("moved_to", values.moved_to, plan, is_past=False)
    return values


def _refuse_day(field: str, day: date | None, plan: Plan, *, is_past: bool) -> None:
    if day is None:
        return
    if is_past and day > timezone.localdate():
        raise ValidationError({field: f"{day:%d.%m.%Y} ещё не наступило: проверьте дату."})
    if not plan.year - 1 <= day.year <= plan.year + 1:
        raise ValidationError(
            {field: f"{day:%d.%m.%Y} далеко от {plan.year} года: проверьте дату."}
        )
