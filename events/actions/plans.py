"""Making a plan, changing its heading, and opening an approved one again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from events.actions.base import (
    Conflict,
    PlanClosedError,
    PlanError,
    hold_plan,
    last_change,
    lock_plan,
    plain,
    record,
)
from events.approving.queries import open_amendment
from events.models import Plan, PlanChange

SETTINGS = (
    "title",
    "department",
    "goal",
    "tasks",
    "priorities",
    "approver_post",
    "approver_name",
    "signer_post",
    "signer_name",
)


@dataclass(frozen=True)
class SettingsSaved:
    """The plan after saving, and the fields that somebody else changed meanwhile."""

    plan: Plan
    conflicts: list[Conflict] = field(default_factory=list)


@transaction.atomic
def create_plan(plan: Plan, by: User | None) -> Plan:
    """Save a new, filled-in plan.

    Raises:
        ValidationError: a field is wrong, or the organisation has such a plan for the year.
    """
    plan.full_clean()
    plan.save()
    record(
        plan, PlanChange.Action.ADDED, by, after={name: getattr(plan, name) for name in SETTINGS}
    )
    return plan


@transaction.atomic
def change_settings(
    plan: Plan, texts: Mapping[str, str], base: Mapping[str, str], by: User | None
) -> SettingsSaved:
    """Write the heading of a plan field by field; what somebody changed meanwhile is kept.

    `base` holds the texts from which the person started.

    Raises:
        ValidationError: a text is missing or too long; then nothing is written.
        PlanClosedError: the plan is approved.
    """
    plan = lock_plan(plan.pk)
    before: dict[str, str] = {}
    conflicts = []
    for name in SETTINGS:
        present, text = getattr(plan, name), plain(texts.get(name, base.get(name, "")))
        if text in (plain(present), plain(base.get(name, ""))):
            continue
        if plain(present) != plain(base.get(name, "")):
            conflicts.append(_conflict(plan, name, text))
            continue
        before[name] = present
        setattr(plan, name, text)
    if before:
        plan.full_clean()
        plan.save(update_fields=list(before))
        after = {name: getattr(plan, name) for name in before}
        record(plan, PlanChange.Action.CHANGED, by, before=before, after=after)
    return SettingsSaved(plan, conflicts)


def _conflict(plan: Plan, name: str, text: str) -> Conflict:
    change = last_change(plan, None, name)
    return Conflict(
        target=plan,
        field=name,
        yours=text,
        theirs=getattr(plan, name),
        who=change.made_by if change else None,
        when=change.made_at if change else None,
    )


@transaction.atomic
def reopen_draft(plan: Plan, reason: str, by: User) -> Plan:
    """Open an approved plan for changes again; the reason stays in the history.

    Raises:
        ValidationError: no reason is given.
        PlanClosedError: the year is over, and the plan is closed.
        PlanError: the plan is a draft already, or an amendment of it is being written.
    """
    if not (reason := plain(reason)):
        raise ValidationError("Напишите, почему план возвращается в работу.")
    plan = hold_plan(plan.pk)
    if plan.is_closed:
        raise PlanClosedError(plan)
    if plan.state != Plan.State.APPROVED:
        raise PlanError("План уже возвращён в работу.")
    if amendment := open_amendment(plan):
        raise PlanError(
            f"{amendment.title} ещё {amendment.get_state_display()}. Утвердите его или отмените, "
            "потом возвращайте план в работу."
        )
    before = {
        "approved_on": plan.approved_on.isoformat() if plan.approved_on else "",
        "order_number": plan.order_number,
    }
    plan.state, plan.approved_on, plan.order_number = Plan.State.DRAFT, None, ""
    plan.save(update_fields=["state", "approved_on", "order_number"])
    record(plan, PlanChange.Action.REOPENED, by, before=before, after={"reason": reason})
    return plan
