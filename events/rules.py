"""Who sees plans and who may change them.

Approved plans are public; drafts are seen by the methodological department only.
"""

from typing import Any

from django.db.models import QuerySet

from common.roles import is_department, is_head
from events.models import Plan


def plans_visible_to(user: Any) -> QuerySet[Plan]:
    """Return the plans that exist for `user`: all for the department, approved for others."""
    if is_department(user):
        return Plan.objects.all()
    return Plan.objects.filter(state=Plan.State.APPROVED)


def can_create_plan(user: Any) -> bool:
    return is_department(user)


def can_edit_plan(user: Any, plan: Plan) -> bool:
    """Return whether `user` may change `plan`: the department may, until it is approved."""
    return is_department(user) and plan.is_editable


def can_see_history(user: Any) -> bool:
    """Return whether `user` may see who changed what: names of colleagues are not public."""
    return is_department(user)


def can_approve(user: Any, plan: Plan) -> bool:
    """Return whether `user` may approve `plan`: the head may, while it is a draft."""
    return is_head(user) and plan.is_editable


def can_reopen(user: Any, plan: Plan) -> bool:
    """Return whether `user` may open an approved `plan` for changes again: the head may."""
    return is_head(user) and not plan.is_editable
