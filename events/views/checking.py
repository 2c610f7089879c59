"""What a plan should be looked at again for, with the quick cure beside it where there is one."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.guards import signed_in
from events import actions, rules
from events.actions.base import changed_meanwhile
from events.checking.report import report_on
from events.item_fields import text_of
from events.queries import rows_of
from events.views.guards import editable_item, visible_plan
from events.views.telling import done


@signed_in
@require_safe
def plan_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Days off, times not understood, rows of nobody, likenesses and clashes."""
    plan = visible_plan(request.user, pk)
    rights = rules.item_rights(request.user, plan)
    if not (rules.can_create_plan(request.user) or rights.may_add):
        raise PermissionDenied
    rows = rows_of(plan)
    names = {
        one.organisation_id: str(one) for one in plan.participants.select_related("organisation")
    }
    for row in rows:
        row.owner_name = names.get(row.owner_id, "")
        row.may_edit = rights.may_edit(row)
    context = {
        "plan": plan,
        "report": report_on(plan, rows),
        "total": len(rows),
        "may_write_days": rules.can_move_days_off(request.user),
    }
    return render(request, "events/check.html", context)


@signed_in
@require_POST
def item_move_days(request: HttpRequest, pk: int) -> HttpResponse:
    """Put another wording in place of one of a row's, as the page of checking offers."""
    item = editable_item(request.user, pk)
    old, new = request.POST.get("old", ""), request.POST.get("new", "")

    def move() -> None:
        base = text_of(item, "period")
        lines = base.split("\n")
        if old not in lines:
            raise changed_meanwhile(base, new)
        lines[lines.index(old)] = new
        result = actions.change_field(item, "period", "\n".join(lines), base, request.user)
        if isinstance(result, actions.Conflict):
            raise ValidationError("Пока страница была открыта, срок изменили. Проверьте его.")

    done(request, move, f"Срок теперь «{new}».")
    return redirect("events:plan-check", item.plan_id)
