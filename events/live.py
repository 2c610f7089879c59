"""What a page of a plan has to hear of: what changed since it was drawn, and who is at work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from common.roles import is_department
from events.item_fields import FIELDS, named
from events.models import Plan, PlanChange, PlanItem, PlanPresence, PlanSection, PlanStep
from events.order import keys_in_order, sections_in_order
from events.queries import full_rows

# A page that has missed more than this is drawn anew: that is quicker.
MOST_CHANGES = 120
SECONDS_PRESENT = 20

Action = PlanChange.Action
_OF_ORDER = {Action.ADDED, Action.MOVED, Action.REMOVED, Action.RESTORED}
# These change rows that the history does not name one by one.
_OF_MANY_ROWS = {Action.IMPORTED, Action.IMPORT_UNDONE, Action.COPIED, Action.AMENDED}
_OF_A_SECTION_GONE = {Action.REMOVED, Action.RESTORED}
_VERBS = {
    Action.ADDED: "новый пункт",
    Action.MOVED: "переставлен пункт",
    Action.REMOVED: "удалён пункт",
    Action.RESTORED: "возвращён пункт",
    Action.MARKED: "отмечен пункт",
    Action.UNMARKED: "снята отметка, пункт",
}


@dataclass
class Delta:
    """What has to be drawn anew so that a page shows the plan as it is.

    `order` and `sections` are given where they changed; `is_too_much` asks for the whole table.
    """

    version: int
    rows: list[PlanItem] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    order: list[int] | None = None
    sections: list[PlanSection] | None = None
    is_too_much: bool = False
    changes: list[PlanChange] = field(default_factory=list)


@dataclass(frozen=True)
class Steps:
    """What a person's next undoing and repeating would take; empty when there is nothing."""

    undo: str = ""
    redo: str = ""


def changes_since(plan: Plan, since: int) -> Delta:
    """Return what changed in a plan after its version `since`."""
    delta = Delta(plan.version)
    if plan.version == since:
        return delta
    changes = plan.changes.filter(version__gt=since).select_related("made_by__organisation")
    delta.changes = list(changes.order_by("pk")[: MOST_CHANGES + 1])
    sections = [change for change in delta.changes if change.item_id is None]
    if len(delta.changes) > MOST_CHANGES or any(map(_needs_all, sections)):
        delta.is_too_much = True
        return delta
    _take_rows(plan, delta)
    if any("section_id" in change.after for change in sections):
        delta.sections, delta.order = sections_in_order(plan), keys_in_order(plan)
    return delta


def _needs_all(change: PlanChange) -> bool:
    if "section_id" in {*change.before, *change.after}:
        return change.action in _OF_A_SECTION_GONE
    return change.action in _OF_MANY_ROWS


def _take_rows(plan: Plan, delta: Delta) -> None:
    touched = [change for change in delta.changes if change.item_id]
    if not touched:
        return
    items = full_rows(plan.items.filter(pk__in={change.item_id for change in touched}))
    order = keys_in_order(plan)
    numbers = {key: number for number, key in enumerate(order, start=1)}
    for item in items:
        item.plan = plan
        if item.removed_at is None:
            item.number = numbers[item.pk]
            delta.rows.append(item)
        else:
            delta.gone.append(item.pk)
    is_by_time = plan.is_ordered_by_time
    if any(change.action in _OF_ORDER or (is_by_time and _dates(change)) for change in touched):
        delta.order = order


def _dates(change: PlanChange) -> bool:
    return "period" in change.after


def steps_of(plan: Plan, user: User) -> Steps:
    """Return what the person can undo and repeat."""
    own = PlanStep.objects.filter(plan=OuterRef("pk"), made_by=user).values("title")
    done = own.filter(state=PlanStep.State.DONE).order_by("-pk")
    undone = own.filter(state=PlanStep.State.UNDONE).order_by("pk")
    next_ = Plan.objects.filter(pk=plan.pk).values_list(
        Coalesce(Subquery(done[:1]), Value("")), Coalesce(Subquery(undone[:1]), Value(""))
    )
    return Steps(*next_.get())


def people_in(plan: Plan, reader: User) -> QuerySet[PlanPresence]:
    """Return where others are in the plan just now."""
    recent = timezone.now() - timedelta(seconds=SECONDS_PRESENT)
    here = plan.presences.filter(seen_at__gt=recent).exclude(user=reader)
    return here.select_related("user__organisation").order_by("user__last_name", "pk")


def called(person: User | None, reader: User) -> str:
    """Return the name of a person as `reader` may see it: outside the department, whose she is."""
    if person is None:
        return "загрузка"
    if is_department(reader) or person == reader:
        return str(person)
    return "методический отдел" if is_department(person) else str(person.organisation or "")


def told(delta: Delta, reader: User) -> list[str]:
    """Return what others did, a line for each change, the latest first."""
    numbers = {row.pk: row.number for row in delta.rows}
    others = [change for change in reversed(delta.changes) if change.made_by_id != reader.pk]
    return [_line(change, numbers, called(change.made_by, reader)) for change in others]


def _line(change: PlanChange, numbers: dict[int, int], who: str) -> str:
    if change.item is None:
        title = {**change.before, **change.after}.get("section_title", "")
        return f"{who}: {'раздел «' + title + '»' if title else change.get_action_display()}"
    row = str(numbers.get(change.item_id) or named(change.item))
    if change.action == Action.CHANGED:
        labels = ", ".join(_labels(change.after))
        return f"{who}: изменено — {labels}, пункт {row}"
    return f"{who}: {_VERBS.get(change.action, change.get_action_display())} {row}"


def _labels(fields: Iterable[str]) -> Sequence[str]:
    return [FIELDS[name].label.lower() for name in fields if name in FIELDS]
