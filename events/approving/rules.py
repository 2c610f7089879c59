"""Who may send a plan to be agreed to, answer, take it back, amend it."""

from typing import Any

from common.roles import is_department, is_head
from events.approving.queries import Subject
from events.models import Amendment, Approval, ApprovalStep, Plan


def can_see_approval(user: Any, plan: Plan) -> bool:
    """Return whether `user` may see how the plan is agreed to: the department, and its readers."""
    if is_department(user):
        return True
    asked = ApprovalStep.objects.filter(approval__plan=plan, approval__state=Approval.State.OPEN)
    return user.is_authenticated and asked.filter(user=user).exists()


def was_asked(user: Any, plan: Plan) -> bool:
    """Return whether `user` read the plan in a round that is over, and reads it no more."""
    if not user.is_authenticated or can_see_approval(user, plan):
        return False
    return ApprovalStep.objects.filter(approval__plan=plan, user=user).exists()


def can_send(user: Any, subject: Subject) -> bool:
    """Return whether `user` may send a plan or an amendment to be agreed to."""
    return is_department(user) and subject.is_editable


def can_answer(user: Any, step: ApprovalStep) -> bool:
    """Return whether the answer is hers to give, or to note for a person without an account."""
    if step.user_id is None:
        return is_department(user)
    return user.is_authenticated and step.user_id == user.pk


def can_withdraw(user: Any, subject: Subject) -> bool:
    return is_department(user) and subject.state == subject.State.ON_APPROVAL


def can_amend(user: Any, plan: Plan) -> bool:
    """Return whether `user` may begin an amendment, or write in the one that is begun."""
    return is_department(user) and plan.state == Plan.State.APPROVED


def can_write_amendment(user: Any, amendment: Amendment) -> bool:
    return can_amend(user, amendment.plan) and amendment.is_editable


def can_approve_amendment(user: Any, amendment: Amendment) -> bool:
    """Return whether `user` may approve an amendment: the head may, unless somebody reads it."""
    if not is_head(user) or amendment.state == Amendment.State.APPROVED:
        return False
    return not amendment.approvals.filter(state=Approval.State.OPEN).exists()


def can_see_drafts(user: Any) -> bool:
    """Return whether `user` may compare what a plan said before it was approved."""
    return is_department(user)
