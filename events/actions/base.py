"""What every change of a plan does: lock it, check that it is open, write the history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from common.roles import is_librarian
from common.text import strip_controls
from events.models import Plan, PlanChange, PlanItem, PlanStep
from events.rules import item_rights

_CLOSED = {
    Plan.State.ON_APPROVAL: (
        "План на согласовании, и менять его нельзя: люди читают именно этот текст. "
        "Чтобы исправить его, отзовите план с согласования."
    ),
    Plan.State.APPROVED: (
        "План уже утверждён, изменить его нельзя. Начните изменение плана с номером; "
        "вернуть план в работу целиком может заведующий."
    ),
    Plan.State.CLOSED: (
        "План завершён: его пункты, отметки и изменения закрыты. "
        "Открыть его снова может заведующий."
    ),
}


class PlanError(Exception):
    """A change that cannot be made; the message, in Russian, is for the person who tried."""


class PlanClosedError(PlanError):
    """The plan is approved, or people are reading it before that, and it takes no changes."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(_CLOSED[plan.state])


class NotYourRowError(PlanError):
    """The row of a consolidated plan is another organisation's, or the time to write is over."""

    def __init__(self) -> None:
        super().__init__(
            "Этот пункт Вы сейчас не меняете: он другой организации, либо Вы уже сдали свои "
            "пункты или срок прошёл. Открыть их снова может составитель плана."
        )


class ItemRemovedError(PlanError):
    """The row was removed by somebody."""

    def __init__(self, item: PlanItem) -> None:
        who = f" ({item.removed_by})" if item.removed_by else ""
        super().__init__(f"Этот пункт удалён{who}. Верните его, чтобы сохранить изменения.")


@dataclass(frozen=True)
class Conflict:
    """Two people changed the same field: both texts, and who wrote the one that stands."""

    target: Plan | PlanItem
    field: str
    yours: str
    theirs: str
    who: User | None
    when: datetime | None


@dataclass(frozen=True)
class Entry:
    """What one change did to one row, for the history."""

    item: PlanItem
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Act:
    """Who does something in a plan, as which step, and whether she undoes or repeats it."""

    by: User | None
    step: PlanStep | None = None
    way: PlanChange.Way = PlanChange.Way.STEP


def lock_plan(plan_id: int) -> Plan:
    """Return the plan, locked until the end of the transaction.

    All changes of a plan pass through this lock, one after another, so that neither the order
    of its rows nor two texts of one field can be mixed up.

    Raises:
        PlanClosedError: the plan is approved or on its way to it.
    """
    plan = hold_plan(plan_id)
    if not plan.is_editable:
        raise PlanClosedError(plan)
    return plan


def hold_plan(plan_id: int) -> Plan:
    """Return the plan in whatever state, locked until the end of the transaction."""
    return Plan.objects.select_for_update().get(pk=plan_id)


def lock_item(item: PlanItem, by: User | None) -> PlanItem:
    """Return the row as it now stands in the database, its plan locked.

    Raises:
        PlanClosedError: the plan is approved or on its way to it.
        NotYourRowError: `by` writes for another organisation, or hers has handed in.
        ItemRemovedError: the row is removed.
    """
    plan = lock_plan(item.plan_id)
    fresh = PlanItem.objects.select_related("section", "removed_by").get(pk=item.pk)
    fresh.plan = plan
    refuse_others_rows(plan, [fresh], by)
    if fresh.removed_at is not None:
        raise ItemRemovedError(fresh)
    return fresh


def refuse_others_rows(plan: Plan, items: Iterable[PlanItem], by: User | None) -> None:
    """Ask again under the lock whether `by` may change the rows: she may just have handed in.

    Raises:
        NotYourRowError: she may not.
    """
    if by is None or not is_librarian(by):
        return
    rights = item_rights(by, plan)
    if not all(rights.may_edit(item) for item in items):
        raise NotYourRowError


def owner_of_new_rows(plan: Plan, by: User | None) -> int | None:
    """Return the organisation whose rows `by` adds to a plan; the department's have none.

    Raises:
        NotYourRowError: a librarian does not write this plan, or no more.
    """
    if by is None or not is_librarian(by):
        return None
    owners = item_rights(by, plan).owners
    if not owners:
        raise NotYourRowError
    return owners[0]


def begin_step(plan: Plan, by: User | None, title: str) -> Act:
    """Begin what one person does at one go; what she had undone before cannot be repeated then.

    Commands, which act for nobody, have no steps.
    """
    if by is None:
        return Act(None)
    undone = PlanStep.objects.filter(plan=plan, made_by=by, state=PlanStep.State.UNDONE)
    undone.update(state=PlanStep.State.PASSED)
    step = PlanStep.objects.create(plan=plan, made_by=by, title=title[:300])
    return Act(by, step)


def record(
    plan: Plan,
    action: PlanChange.Action,
    act: Act | User | None,
    *,
    item: PlanItem | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> PlanChange:
    """Write one change into the history and give the plan, and the row, a new version.

    `act` is a person alone where nothing can be undone by steps.
    """
    if item is not None:
        return record_all(plan, action, act, [Entry(item, before or {}, after or {})])[0]
    _next_version(plan)
    change = _change(plan, action, act)
    change.before, change.after = dict(before or {}), dict(after or {})
    change.save(force_insert=True)
    return change


def record_all(
    plan: Plan, action: PlanChange.Action, act: Act | User | None, entries: Iterable[Entry]
) -> list[PlanChange]:
    """Write changes of several rows, made together: one version of the plan, one of each row."""
    entries = list(entries)
    _next_version(plan)
    for entry in entries:
        entry.item.version += 1
    keys = [entry.item.pk for entry in entries]
    PlanItem.objects.filter(pk__in=keys).update(version=F("version") + 1)
    changes = []
    for entry in entries:
        change = _change(plan, action, act)
        change.item, change.before, change.after = entry.item, dict(entry.before), dict(entry.after)
        changes.append(change)
    return PlanChange.objects.bulk_create(changes, batch_size=200)


def _next_version(plan: Plan) -> None:
    """Count the version up without `save`: no text of the plan changes, so the search need not."""
    plan.version += 1
    Plan.objects.filter(pk=plan.pk).update(version=plan.version)


def _change(plan: Plan, action: PlanChange.Action, act: Act | User | None) -> PlanChange:
    act = act if isinstance(act, Act) else Act(act)
    return PlanChange(
        plan=plan,
        action=action,
        made_by=act.by,
        made_at=timezone.now(),
        version=plan.version,
        step=act.step,
        way=act.way,
    )


def last_change(plan: Plan, item: PlanItem | None, field: str) -> PlanChange | None:
    """Return the change that gave the field its present text, if the history knows it."""
    changes = PlanChange.objects.filter(plan=plan, item=item, after__has_key=field)
    written = changes.exclude(action=PlanChange.Action.VARIANT)
    return written.select_related("made_by").first()


def changed_meanwhile(theirs: str, yours: str) -> PlanError:
    """Return the refusal to write over what somebody else wrote; it holds both texts."""
    return PlanError(
        f"Не сохранено: пока Вы писали, здесь записали «{theirs}». Ваш вариант — «{yours}». "
        "Если нужен он, введите его ещё раз."
    )


def plain(text: str) -> str:
    """Return the text with plain line breaks and no spaces around its lines.

    What cannot be seen or stored (NUL, control and direction marks) is left out.
    """
    lines = strip_controls(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.strip() for line in lines).strip()
