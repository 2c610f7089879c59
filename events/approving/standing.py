"""Where a plan stands on its way to approval, for its page; who usually reads such plans."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from common.roles import is_department
from events.approving.queries import (
    Subject,
    current_step,
    last_round,
    live_round,
    open_amendment,
    open_remarks,
)
from events.approving.rules import can_amend, can_see_approval, can_send
from events.closing.queries import closing_in_force
from events.closing.rules import can_close
from events.consolidation.queries import Tally, own_participants, tally_of
from events.models import Amendment, Approval, ApprovalStep, Participant, Plan, PlanClosing

EMPTY_PLACES = 2


@dataclass(frozen=True)
class Standing:
    """What the page of a plan says of its approval to one person, and what she may do.

    `live` is the round of the plan that goes on, `turn` whose turn it is; `remarks` is how many
    remarks of the last rounds wait for an answer; `amendment` is the one on its way.
    `kept` is the number of the edition in force, once its file is made.
    `closing` is that of a plan whose year is summed up; `can_close` says that it is time to do so.
    Of a consolidated draft, `own` are the invitations of her organisations, `tally` tells how far
    all of them are.
    """

    live: Approval | None = None
    turn: ApprovalStep | None = None
    is_hers: bool = False
    is_late: bool = False
    remarks: int = 0
    amendment: Amendment | None = None
    editions: int = 0
    kept: int = 0
    closing: PlanClosing | None = None
    can_close: bool = False
    own: tuple[Participant, ...] = ()
    tally: Tally | None = None
    can_send: bool = False
    can_amend: bool = False
    sees_approval: bool = False


def standing_of(plan: Plan, user: Any) -> Standing:
    """Return where `plan` stands, as far as `user` may know, in four queries at most."""
    if plan.is_public:
        return _public(plan, user)
    if plan.state == Plan.State.ON_APPROVAL:
        return _on_approval(plan, user, timezone.localdate())
    if not is_department(user):
        return Standing(own=tuple(own_participants(plan, user)))
    return Standing(
        remarks=open_remarks(plan).count(),
        tally=tally_of(plan, timezone.localdate()) if plan.is_consolidated else None,
        can_send=can_send(user, plan),
        sees_approval=True,
    )


def _public(plan: Plan, user: Any) -> Standing:
    is_inside = is_department(user)
    editions = list(plan.editions.order_by("-number").values_list("number", "file"))
    return Standing(
        amendment=open_amendment(plan) if is_inside and not plan.is_closed else None,
        editions=len(editions),
        kept=next((number for number, file in editions[:1] if file), 0),
        closing=closing_in_force(plan) if is_inside and plan.is_closed else None,
        can_close=can_close(user, plan),
        can_amend=can_amend(user, plan),
        sees_approval=is_inside,
    )


def _on_approval(plan: Plan, user: Any, today: dt.date) -> Standing:
    if not can_see_approval(user, plan):
        return Standing()
    live = live_round(plan)
    turn = current_step(live) if live else None
    return Standing(
        live=live,
        turn=turn,
        is_hers=turn is not None and turn.user_id == user.pk,
        is_late=turn is not None and live is not None and live.due_on < today,
        sees_approval=True,
    )


def usual_readers(subject: Subject) -> list[dict[str, Any]]:
    """Return the places of a new round: those of the last one, and empty places after them.

    A plan that nobody has read yet takes those of the organisation's latest plan.
    """
    plan = subject if isinstance(subject, Plan) else subject.plan
    approval = last_round(subject) or (
        Approval.objects.filter(plan__organisation=plan.organisation_id, plan__kind=plan.kind)
        .exclude(state=Approval.State.WITHDRAWN)
        .first()
    )
    steps = approval.steps.select_related("user") if approval else []
    known = [
        {"user": str(step.user_id)} if step.user_id else {"name": step.name, "post": step.post}
        for step in steps
        if step.user is None or step.user.is_active
    ]
    return [*known, *({} for _ in range(EMPTY_PLACES))]
