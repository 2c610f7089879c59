"""What every change of a plan does: lock it, check that it is open, write the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from common.roles import is_librarian
from common.text import strip_controls
from events.models import Plan, PlanChange, PlanItem
from events.rules import can_edit_item, item_rights

_CLOSED = {
    Plan.State.ON_APPROVAL: (
        "План на согласовании, и менять его нельзя: люди читают именно этот текст. "
        "Чтобы исправить его, отзовите план с согласования."
    ),
    Plan.State.APPROVED: (
        "План уже утверждён, изменить его нельзя. Начните изменение плана с номером; "
        "вернуть план в работу целиком может заведующий."
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
    refuse_others_row(fresh, by)
    if fresh.removed_at is not None:
        raise ItemRemovedError(fresh)
    return fresh


def refuse_others_row(item: PlanItem, by: User | None) -> None:
    """Ask again under the lock whether `by` may change the row: she may just have handed in.

    Raises:
        NotYourRowError: she may not.
    """
    if by is not None and is_librarian(by) and not can_edit_item(by, item):
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


def record(
    plan: Plan,
    action: PlanChange.Action,
    by: User | None,
    *,
    item: PlanItem | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> PlanChange:
    """Write one change into the history and give the plan, and the row, a new version."""
    plan.version += 1
    plan.save(update_fields=["version"])
    if item is not None:
        item.version += 1
        item.save(update_fields=["version"])
    return PlanChange.objects.create(
        plan=plan,
        item=item,
        action=action,
        before=dict(before or {}),
        after=dict(after or {}),
        made_by=by,
        made_at=timezone.now(),
    )


def last_change(plan: Plan, item: PlanItem | None, field: str) -> PlanChange | None:
    """Return the change that gave the field its present text, if the history knows it."""
    changes = PlanChange.objects.filter(plan=plan, item=item, after__has_key=field)
    return changes.select_related("made_by").first()


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
