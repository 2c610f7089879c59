"""Reads of approval: whose turn it is, what is remarked, what goes on with a plan."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from events.models import (
    Amendment,
    Approval,
    ApprovalRemark,
    ApprovalStep,
    Plan,
    PlanEdition,
)

Subject = Plan | Amendment


def current_step(approval: Approval) -> ApprovalStep | None:
    """Return the person whose turn it is; None when the round is over."""
    if approval.state != Approval.State.OPEN:
        return None
    return next(
        (step for step in approval.steps.all() if step.state == ApprovalStep.State.WAITING), None
    )


def steps_at_turn() -> QuerySet[ApprovalStep]:
    """Return the steps, one of each open round, whose people are to answer now."""
    waiting = ApprovalStep.objects.filter(
        state=ApprovalStep.State.WAITING, approval__state=Approval.State.OPEN
    )
    earlier = waiting.filter(approval=OuterRef("approval"), position__lt=OuterRef("position"))
    return waiting.filter(~Exists(earlier)).select_related(
        "approval__plan", "approval__amendment", "user"
    )


def last_round(subject: Subject) -> Approval | None:
    """Return the latest round of a plan, those of its amendments apart, or of an amendment."""
    return _rounds(subject).first()


def _rounds(subject: Subject) -> QuerySet[Approval]:
    rounds = subject.approvals.all()
    return rounds.filter(amendment=None) if isinstance(subject, Plan) else rounds


def open_remarks(subject: Subject) -> QuerySet[ApprovalRemark]:
    """Return the remarks of the ended rounds of a plan or an amendment that wait for an answer."""
    rounds = _rounds(subject).exclude(state=Approval.State.OPEN)
    return ApprovalRemark.objects.filter(
        step__approval__in=rounds.order_by(), state=ApprovalRemark.State.OPEN
    )


def remarks_in(approval: Approval) -> QuerySet[ApprovalRemark]:
    """Return the remarks of all who have answered in a round, in the order of reading."""
    answered = ApprovalRemark.objects.filter(step__approval=approval).exclude(
        step__state=ApprovalStep.State.WAITING
    )
    return answered.select_related("step").order_by("step__position", "pk")


def rounds_of(plan: Plan) -> list[Approval]:
    """Return all rounds of a plan and its amendments, the latest first, with all that was said."""
    remarks = ApprovalRemark.objects.select_related("item", "section", "answered_by")
    steps = ApprovalStep.objects.select_related("user", "answered_by").prefetch_related(
        Prefetch("remarks", remarks)
    )
    rounds = plan.approvals.select_related("sent_by", "amendment").prefetch_related(
        Prefetch("steps", steps)
    )
    found = list(rounds.defer("snapshot"))
    for one in found:
        one.plan = plan
    return found


def live_round(plan: Plan) -> Approval | None:
    """Return the round of a plan, or of its amendment, that is not over: read or to be approved."""
    subject = _live_subject(plan)
    if subject is None:
        return None
    rounds = _rounds(subject).select_related("sent_by", "amendment", "plan")
    return rounds.prefetch_related("steps__user").first()


def live_of(plan: Plan, rounds: Sequence[Approval]) -> Approval | None:
    """Return the same of `rounds_of` the plan, which have been read already."""
    subject = _live_subject(plan)
    if subject is None:
        return None
    amendment = subject.pk if isinstance(subject, Amendment) else None
    return next((one for one in rounds if one.amendment_id == amendment), None)


def _live_subject(plan: Plan) -> Subject | None:
    is_approved = plan.state == Plan.State.APPROVED
    subject: Subject = (open_amendment(plan) if is_approved else None) or plan
    return subject if subject.state == subject.State.ON_APPROVAL else None


def open_amendment(plan: Plan) -> Amendment | None:
    """Return the amendment of a plan that is being written or read."""
    found = plan.amendments.exclude(state=Amendment.State.APPROVED).first()
    if found is not None:
        found.plan = plan
    return found


def editions_of(plan: Plan) -> Sequence[PlanEdition]:
    """Return the approved editions of a plan, the latest first, without their contents."""
    return list(plan.editions.select_related("amendment", "approved_by"))


def latest_edition(plan: Plan) -> PlanEdition | None:
    return plan.editions.select_related("amendment").first()


def is_late(approval: Approval, today: dt.date) -> bool:
    return approval.state == Approval.State.OPEN and approval.due_on < today
