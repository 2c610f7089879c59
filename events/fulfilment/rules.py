"""Who marks the fulfilment of a plan and who sees the marks."""

from typing import Any

from common.roles import is_department
from events.models import Plan


def can_see_marks(user: Any) -> bool:
    """Return whether `user` sees what became of a plan; reasons are for the department."""
    return is_department(user)


def can_mark(user: Any, plan: Plan) -> bool:
    """Return whether `user` may mark rows of `plan`: the department may, once it is approved."""
    return is_department(user) and plan.state == Plan.State.APPROVED
