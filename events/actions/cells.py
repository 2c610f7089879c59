"""Changing many cells at one go: all of them, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from common.russian import plural
from events.actions.base import (
    Act,
    Conflict,
    Entry,
    PlanError,
    begin_step,
    lock_plan,
    record_all,
    refuse_others_rows,
)
from events.actions.fields import conflict_of
from events.actions.items import put_in, take_out
from events.actions.places import Place
from events.actions.texts import CellText, checked, settled, split, write_all
from events.item_fields import FIELDS, named, text_of
from events.models import Plan, PlanChange, PlanItem
from events.names.book import name_key
from events.queries import full_rows

MOST_ROWS = 500
Way = Literal["replace", "add", "drop"]


@dataclass(frozen=True)
class Cell:
    """The wanted text of one cell, and the text from which the person started."""

    item: int
    field: str
    text: str
    base: str


class CellsRefusedError(PlanError):
    """Some cells cannot be written, so none was; `reasons` say why, a line for each."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = list(reasons)
        shown = " ".join(self.reasons[:3])
        more = len(self.reasons) - 3
        rest = f" И ещё {more}." if more > 0 else ""
        super().__init__(f"Ничего не изменено. {shown}{rest}")


@transaction.atomic
def change_cells(
    plan: Plan,
    cells: Sequence[Cell],
    by: User | None,
    title: str,
    added: Sequence[Mapping[str, str]] = (),
    place: Place | None = None,
) -> list[PlanItem]:
    """Write cells, and add rows at `place`, as one step; return the rows that were touched.

    Raises:
        CellsRefusedError: a text is wrong, a row is gone, or somebody changed a cell meanwhile;
            then nothing is written.
        PlanClosedError: the plan is approved.
        NotYourRowError: a row is another organisation's, or the time to write is over.
    """
    plan = lock_plan(plan.pk)
    items = _items(plan, {cell.item for cell in cells}, by)
    reasons: list[str] = []
    texts = [text for cell in cells if (text := _checked(items, cell, reasons))]
    rows = [_checked_row(values, reasons) for values in added]
    if reasons:
        raise CellsRefusedError(reasons)
    act = begin_step(plan, by, title)
    touched = _write(plan, texts, act)
    if rows:
        touched += put_in(plan, rows, act, place or Place())
    return touched


@transaction.atomic
def change_many(
    plan: Plan, versions: Mapping[int, int], field: str, way: Way, text: str, by: User | None
) -> list[PlanItem]:
    """Replace one field of several rows, or add to its lines, or take a line out of them.

    `versions` holds the rows and the versions of them that the person saw. Rows that have the
    wanted text already stay; the changed ones are returned.

    Raises:
        KeyError: there is no such field.
        CellsRefusedError: a text is wrong, a row is gone or was changed since the person saw it.
        PlanClosedError: the plan is approved.
        NotYourRowError: a row is another organisation's, or the time to write is over.
    """
    plan = lock_plan(plan.pk)
    items = _items(plan, versions, by)
    reasons = _changed_since(items, versions)
    texts = []
    for item in items.values():
        wanted = _combined(text_of(item, field), field, way, text)
        cell = Cell(item.pk, field, wanted, text_of(item, field))
        if checked_text := _checked(items, cell, reasons):
            texts.append(checked_text)
    if reasons:
        raise CellsRefusedError(dict.fromkeys(reasons))
    if not texts:
        return []
    act = begin_step(plan, by, f"{FIELDS[field].label.lower()} — {counted(len(texts))}")
    return _write(plan, texts, act)


@transaction.atomic
def remove_many(plan: Plan, versions: Mapping[int, int], by: User | None) -> list[PlanItem]:
    """Take several rows out of the plan as one step.

    Raises:
        CellsRefusedError: a row is gone or was changed since the person saw it.
        PlanClosedError: the plan is approved.
        NotYourRowError: a row is another organisation's, or the time to write is over.
    """
    plan = lock_plan(plan.pk)
    items = _items(plan, versions, by)
    if reasons := _changed_since(items, versions):
        raise CellsRefusedError(reasons)
    act = begin_step(plan, by, f"удаление — {counted(len(items))}")
    take_out(plan, list(items.values()), act)
    return list(items.values())


def counted(number: int) -> str:
    """Return «12 пунктов»."""
    return f"{number} {plural(number, 'пункт', 'пункта', 'пунктов')}"


def _items(plan: Plan, keys: Mapping[int, int] | set[int], by: User | None) -> dict[int, PlanItem]:
    if len(keys) > MOST_ROWS:
        raise PlanError(
            f"За один раз меняется не больше {MOST_ROWS} пунктов, отмечено {len(keys)}. "
            "Сделайте это частями."
        )
    items = {item.pk: item for item in full_rows(plan.items.filter(pk__in=keys))}
    for item in items.values():
        item.plan = plan
    refuse_others_rows(plan, items.values(), by)
    gone = [key for key in keys if key not in items or items[key].removed_at is not None]
    if gone:
        names = [named(items[key]) for key in gone if key in items]
        raise CellsRefusedError([f"Пункт {name} уже удалён." for name in names] or ["Пункта нет."])
    return items


def _changed_since(items: Mapping[int, PlanItem], versions: Mapping[int, int]) -> list[str]:
    return [
        f"Пункт {named(item)} изменили, пока Вы выбирали: посмотрите на него ещё раз."
        for item in items.values()
        if item.version != versions[item.pk]
    ]


def _checked(items: Mapping[int, PlanItem], cell: Cell, reasons: list[str]) -> CellText | None:
    """Return the text to be written, or None when it stands already or there is a reason not to."""
    item, present = items[cell.item], text_of(items[cell.item], cell.field)
    try:
        text = checked(cell.field, cell.text)
    except ValidationError as error:
        reasons.append(f"{named(item)}: {' '.join(error.messages)}")
        return None
    if settled(cell.field, present) == text:
        return None
    if settled(cell.field, present) != settled(cell.field, cell.base):
        reasons.append(_told(conflict_of(item, cell.field, text)))
        return None
    return CellText(item, cell.field, text)


def _told(conflict: Conflict) -> str:
    who = f" ({conflict.who})" if conflict.who else ""
    label = FIELDS[conflict.field].label
    return f"{named(conflict.target)}, «{label}»: здесь уже записали{who} «{conflict.theirs}»."


def _checked_row(values: Mapping[str, str], reasons: list[str]) -> dict[str, str]:
    texts = {}
    for name, text in {"name": "", **values}.items():
        try:
            texts[name] = checked(name, text)
        except ValidationError as error:
            reasons.append(f"Новый пункт: {' '.join(error.messages)}")
    return texts


def _combined(present: str, field: str, way: Way, text: str) -> str:
    """Return what a field becomes: all of it replaced, lines added, or lines taken out."""
    if way == "replace":
        return text
    lines, given = split(present), split(text)
    there, named_now = {name_key(line) for line in lines}, {name_key(line) for line in given}
    if way == "drop":
        return "\n".join(line for line in lines if name_key(line) not in named_now)
    return "\n".join([*lines, *(line for line in given if name_key(line) not in there)])


def _write(plan: Plan, texts: Sequence[CellText], act: Act) -> list[PlanItem]:
    """Write checked texts, one entry of the history for each row."""
    before: dict[int, dict[str, str]] = {}
    after: dict[int, dict[str, str]] = {}
    for cell in texts:
        before.setdefault(cell.item.pk, {})[cell.field] = text_of(cell.item, cell.field)
    for cell, written in zip(texts, write_all(texts), strict=True):
        after.setdefault(cell.item.pk, {})[cell.field] = written
    items = {cell.item.pk: cell.item for cell in texts}
    entries = [Entry(item, before[pk], after[pk]) for pk, item in items.items()]
    if entries:
        record_all(plan, PlanChange.Action.CHANGED, act, entries)
    return list(items.values())
