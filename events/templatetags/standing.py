"""Where a plan stands on its way to approval, for templates."""

from typing import Any

from django import template

from events.approving.standing import Standing, standing_of
from events.models import Plan

register = template.Library()


@register.simple_tag(takes_context=True)
def standing(context: dict[str, Any], plan: Plan) -> Standing:
    """Return where the plan stands for the person who looks; asked once a page."""
    request = context["request"]
    known = request.__dict__.setdefault("plan_standings", {})
    if plan.pk not in known:
        known[plan.pk] = standing_of(plan, request.user)
    return known[plan.pk]
