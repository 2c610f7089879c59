"""Fetching plans and rows by guard: 404 outside what a person sees, 403 for the wrong role."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from common.text import number_in
from events import rules
from events.models import Plan, PlanItem


def visible_plan(user: Any, pk: int) -> Plan:
    """Return the plan, if it exists for `user`.

    Raises:
        Http404: it does not.
    """
    plans = rules.plans_visible_to(user).select_related("organisation")
    return get_object_or_404(plans, pk=pk)


def editable_plan(user: Any, pk: int) -> Plan:
    """Return the plan, if `user` works with plans; whether it is open, the actions check.

    Raises:
        Http404: the plan does not exist for the user.
        PermissionDenied: she sees the plan but may not change plans.
    """
    plan = visible_plan(user, pk)
    if not rules.can_create_plan(user):
        raise PermissionDenied
    return plan


def editable_item(user: Any, pk: int) -> PlanItem:
    """Return a row, standing or removed, of a plan that `user` may work with.

    Raises:
        Http404: its plan does not exist for the user.
        PermissionDenied: she sees the plan but may not change plans.
    """
    item = get_object_or_404(PlanItem.objects.select_related("section"), pk=pk)
    item.plan = editable_plan(user, item.plan_id)
    return item


def open_plan(user: Any, pk: int) -> Plan:
    """Return the plan, if `user` may change it now: for pages that only change it.

    Raises:
        Http404: the plan does not exist for the user.
        PermissionDenied: she may not change it, or it is approved.
    """
    plan = visible_plan(user, pk)
    if not rules.can_edit_plan(user, plan):
        raise PermissionDenied
    return plan


def row_of_plan(plan: Plan, pk: str) -> PlanItem:
    """Return the row with this key, sent by the page, out of the same plan.

    Raises:
        Http404: the plan has no such row.
    """
    return get_object_or_404(plan.items.all(), pk=number_in(pk))
