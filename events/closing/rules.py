"""Who closes a plan whose year is over, who opens it again, who sees its yearly reports."""

import datetime as dt
from typing import Any

from django.utils import timezone

from common.roles import is_head
from events.models import Plan


def is_year_over(plan: Plan, today: dt.date) -> bool:
    return plan.year < today.year


def can_close(user: Any, plan: Plan) -> bool:
    """Return whether `user` may close `plan`: the head may, an approved one, after its year."""
    is_ripe = plan.state == Plan.State.APPROVED and is_year_over(plan, timezone.localdate())
    return is_head(user) and is_ripe


def can_reopen_closed(user: Any, plan: Plan) -> bool:
    """Return whether `user` may open a closed plan again: the head may."""
    return is_head(user) and plan.is_closed
