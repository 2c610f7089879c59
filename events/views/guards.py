"""Fetching plans and rows by guard: 404 outside what a person sees, 403 for the wrong role."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from common.text import number_in
from events import rules
from events.fulfilment.rules import can_see_marks
from events.models import Amendment, Plan, PlanItem


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


def plan_to_add_to(user: Any, pk: int) -> Plan:
    """Return the plan, if `user` works with plans, or writes her organisation's part of this one.

    Raises:
        Http404: the plan does not exist for the user.
        PermissionDenied: she sees the plan but may not put rows into it.
    """
    plan = visible_plan(user, pk)
    if not (rules.can_create_plan(user) or rules.can_add_item(user, plan)):
        raise PermissionDenied
    return plan


def editable_item(user: Any, pk: int) -> PlanItem:
    """Return a row, standing or removed, that `user` works with; the actions ask if it is open.

    The department works with all rows, a librarian with those that are hers to edit now.

    Raises:
        Http404: its plan does not exist for the user.
        PermissionDenied: she sees the plan but may not change the row.
    """
    item = get_object_or_404(PlanItem.objects.select_related("section"), pk=pk)
    item.plan = visible_plan(user, item.plan_id)
    if not (rules.can_create_plan(user) or rules.can_edit_item(user, item)):
        raise PermissionDenied
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


def plan_open_to(user: Any, pk: int, *, is_sent: bool = False) -> Plan:
    """Return the plan, if `user` may put rows into it now: for the page that only does so.

    What she sends (`is_sent`) comes through even when the plan has been closed to her meanwhile:
    the action refuses it, and what she typed is shown again.

    Raises:
        Http404: the plan does not exist for the user.
        PermissionDenied: she may not, or it takes no changes.
    """
    plan = visible_plan(user, pk)
    if not (rules.can_add_item(user, plan) or (is_sent and rules.writes_in(user, plan))):
        raise PermissionDenied
    return plan


def item_open_to(user: Any, pk: int, *, is_sent: bool = False) -> PlanItem:
    """Return a row, if `user` may change it now; of `is_sent` see `plan_open_to`.

    Raises:
        Http404: its plan does not exist for the user.
        PermissionDenied: she may not, or the plan takes no changes.
    """
    item = get_object_or_404(PlanItem.objects.select_related("section"), pk=pk)
    item.plan = visible_plan(user, item.plan_id)
    writes = is_sent and rules.writes_in(user, item.plan, item)
    if not (rules.can_edit_item(user, item) or writes):
        raise PermissionDenied
    return item


def row_of_plan(plan: Plan, pk: str) -> PlanItem:
    """Return the row with this key, sent by the page, out of the same plan.

    Raises:
        Http404: the plan has no such row.
    """
    return get_object_or_404(plan.items.all(), pk=number_in(pk))


def plan_with_marks(user: Any, pk: int) -> Plan:
    """Return the plan, if `user` sees what became of it.

    Raises:
        Http404: the plan does not exist for the user.
        PermissionDenied: she sees the plan but not its marks and facts.
    """
    plan = visible_plan(user, pk)
    if not can_see_marks(user):
        raise PermissionDenied
    return plan


def amendment_of(user: Any, pk: int) -> Amendment:
    """Return the amendment, if its plan exists for the user.

    Raises:
        Http404: it does not.
    """
    amendment = get_object_or_404(Amendment, pk=pk)
    amendment.plan = visible_plan(user, amendment.plan_id)
    return amendment
