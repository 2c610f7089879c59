"""Undoing one's own steps in a plan, and doing them again.

A step is undone by writing what stood before, as a new change with its own history. Nobody's
later work is lost by it: where another person has changed the same thing since, the step is
refused as a whole, and the next undoing takes the step before it.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from accounts.models import User
from events.actions import sections
from events.actions.base import (
    Act,
    Entry,
    PlanError,
    last_change,
    lock_plan,
    record_all,
    refuse_others_rows,
)
from events.actions.items import bring_back, take_out
from events.actions.moves import put_back
from events.actions.texts import CellText, settled, write_all
from events.item_fields import FIELDS, named, text_of
from events.models import Plan, PlanChange, PlanItem, PlanSection, PlanStep
from events.queries import full_rows

Action, Way, State = PlanChange.Action, PlanChange.Way, PlanStep.State


class StepRefusedError(PlanError):
    """Somebody's later work stands in the way of a step; the message tells whose."""

    def __init__(self, step: PlanStep, way: PlanChange.Way, reason: str) -> None:
        word = "отменён" if way == Way.UNDO else "повторён"
        super().__init__(f"Шаг не {word}: {step.title}. {reason}")


class _InTheWayError(Exception):
    """Why a change cannot be turned back."""


def undo_step(plan: Plan, by: User) -> PlanStep:
    """Undo the last step of a person that is not undone yet; return it.

    Raises:
        StepRefusedError: somebody changed the same thing since; the step is passed over.
        PlanError: there is nothing to undo.
        PlanClosedError: the plan is approved.
    """
    step = plan.steps.filter(made_by=by, state=State.DONE).last()
    if step is None:
        raise PlanError("Отменять больше нечего.")
    return _take(step, Way.UNDO, by)


def redo_step(plan: Plan, by: User) -> PlanStep:
    """Do again the step that a person undid last; return it.

    Raises:
        StepRefusedError: somebody changed the same thing since; the step is passed over.
        PlanError: there is nothing to repeat.
        PlanClosedError: the plan is approved.
    """
    step = plan.steps.filter(made_by=by, state=State.UNDONE).first()
    if step is None:
        raise PlanError("Повторять нечего.")
    return _take(step, Way.REDO, by)


def _take(step: PlanStep, way: PlanChange.Way, by: User) -> PlanStep:
    try:
        with transaction.atomic():
            plan = lock_plan(step.plan_id)
            _turn(plan, step, Act(by, step, way))
            step.state = State.UNDONE if way == Way.UNDO else State.DONE
            step.save(update_fields=["state"])
    except _InTheWayError as error:
        PlanStep.objects.filter(pk=step.pk).update(state=State.PASSED)
        raise StepRefusedError(step, way, str(error)) from error
    return step


def _turn(plan: Plan, step: PlanStep, act: Act) -> None:
    """Write all changes of a step backwards, or forwards again."""
    changes = list(step.changes.filter(way=Way.STEP).select_related("made_by").order_by("pk"))
    keys = {change.item_id for change in changes if change.item_id}
    items = {item.pk: item for item in full_rows(plan.items.filter(pk__in=keys))}
    for item in items.values():
        item.plan = plan
    refuse_others_rows(plan, items.values(), act.by)
    rows = [change for change in changes if change.item_id]
    for action, turn in _TURNS.items():
        if found := [change for change in rows if change.action == action]:
            turn(plan, [(items[change.item_id], change) for change in found], act)
    for change in changes:
        if change.item_id is None:
            _SECTION_TURNS[change.action](plan, change, act)


Rows = Sequence[tuple[PlanItem, PlanChange]]


def _ends(change: PlanChange, act: Act) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what should stand now, and what is to be written."""
    is_undo = act.way == Way.UNDO
    return (change.after, change.before) if is_undo else (change.before, change.after)


def _write_texts(plan: Plan, rows: Rows, act: Act) -> None:
    cells = []
    for item, change in rows:
        _check_stands(item)
        expected, wanted = _ends(change, act)
        for field, text in wanted.items():
            if settled(field, text_of(item, field)) != settled(field, expected[field]):
                raise _InTheWayError(_who_wrote(item, field))
            cells.append(CellText(item, field, text))
    write_all(cells)
    entries = [Entry(item, *_ends(change, act)) for item, change in rows]
    record_all(plan, Action.CHANGED, act, entries)


def _put(plan: Plan, rows: Rows, act: Act) -> None:
    spots = []
    for item, change in rows:
        _check_stands(item)
        expected, wanted = _ends(change, act)
        if item.section_id != expected["section_id"] or _others_since(item, change, Action.MOVED):
            raise _InTheWayError(f"Пункт {named(item)} с тех пор переставили.")
        spots.append((item, wanted))
    if not put_back(plan, spots, act):
        raise _InTheWayError("Раздела, где стоял пункт, больше нет.")


def _appear(plan: Plan, rows: Rows, act: Act) -> None:
    gone = [item for item, _ in rows if item.removed_at is not None]
    if gone:
        bring_back(plan, gone, act)


def _disappear(plan: Plan, rows: Rows, act: Act) -> None:
    for item, change in rows:
        if item.removed_at is None and (other := _others_since(item, change)):
            raise _InTheWayError(f"С пунктом {named(item)} с тех пор работает {other.made_by}.")
    standing = [item for item, _ in rows if item.removed_at is None]
    if standing:
        take_out(plan, standing, act)


def _came(plan: Plan, rows: Rows, act: Act) -> None:
    (_disappear if act.way == Way.UNDO else _appear)(plan, rows, act)


def _left(plan: Plan, rows: Rows, act: Act) -> None:
    (_appear if act.way == Way.UNDO else _disappear)(plan, rows, act)


_TURNS: dict[str, Callable[[Plan, Rows, Act], None]] = {
    Action.CHANGED: _write_texts,
    Action.MOVED: _put,
    Action.ADDED: _came,
    Action.RESTORED: _came,
    Action.REMOVED: _left,
}


def _check_stands(item: PlanItem) -> None:
    if item.removed_at is not None:
        who = f" ({item.removed_by})" if item.removed_by else ""
        raise _InTheWayError(f"Пункт {named(item)} с тех пор удалён{who}.")


def _who_wrote(item: PlanItem, field: str) -> str:
    change = last_change(item.plan, item, field)
    who = f" ({change.made_by})" if change and change.made_by else ""
    label, text = FIELDS[field].label, text_of(item, field)
    return f"{named(item)}, «{label}»: с тех пор здесь записали{who} «{text}»."


def _others_since(
    item: PlanItem, change: PlanChange, action: PlanChange.Action | None = None
) -> PlanChange | None:
    """Return a later change of the row, of this kind or any, made by another person."""
    later = item.changes.filter(pk__gt=change.pk).exclude(made_by=change.made_by)
    later = later.filter(action=action) if action else later.exclude(action=Action.VARIANT)
    return later.select_related("made_by").first()


def _section(plan: Plan, change: PlanChange) -> PlanSection:
    key = {**change.before, **change.after}["section_id"]
    section = plan.sections.filter(pk=key).first()
    if section is None:
        raise _InTheWayError("Раздела с тех пор нет: его удалили.")
    return section


def _add_section(plan: Plan, change: PlanChange, act: Act) -> None:
    if act.way == Way.REDO:
        kept = change.step.changes.filter(way=Way.UNDO, action=Action.REMOVED).first()
        sections.bring_section_back(plan, kept.before, act)
        return
    section = _section(plan, change)
    if section.items.filter(removed_at=None).exists() or section.children.exists():
        raise _InTheWayError("В разделе уже есть пункты или другие разделы.")
    sections.take_section_out(plan, section, act)


def _rename_section(plan: Plan, change: PlanChange, act: Act) -> None:
    section = _section(plan, change)
    expected, wanted = _ends(change, act)
    if section.title != expected["section_title"]:
        raise _InTheWayError(f"С тех пор раздел назвали «{section.title}».")
    kinds = {label: code for code, label in PlanSection.Kind.choices}
    sections.write_title(plan, section, wanted["section_title"], kinds[wanted["section_kind"]], act)


def _move_section(plan: Plan, change: PlanChange, act: Act) -> None:
    section = _section(plan, change)
    expected, wanted = _ends(change, act)
    if sections.siblings(section).index(section) + 1 != expected["number"]:
        raise _InTheWayError("С тех пор разделы переставили.")
    sections.put_at(plan, section, wanted["number"] - 1, act)


def _remove_section(plan: Plan, change: PlanChange, act: Act) -> None:
    if act.way == Way.UNDO:
        sections.bring_section_back(plan, change.before, act)
    else:
        sections.take_section_out(plan, _section(plan, change), act)


_SECTION_TURNS: dict[str, Callable[[Plan, PlanChange, Act], None]] = {
    Action.ADDED: _add_section,
    Action.CHANGED: _rename_section,
    Action.MOVED: _move_section,
    Action.REMOVED: _remove_section,
}
