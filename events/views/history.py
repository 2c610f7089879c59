"""Who changed what in a plan; former states of its rows, and rows that were removed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from common.guards import signed_in
from common.text import number_in
from events import actions, rules
from events.actions.cells import counted
from events.history import differences, history_of, texts_at
from events.models import PlanItem
from events.queries import full_rows
from events.views.guards import editable_plan, open_plan, visible_plan

PAGE = 50


@signed_in
@require_safe
def plan_history(request: HttpRequest, pk: int, item_pk: int | None = None) -> HttpResponse:
    """Who changed what and when: in the whole plan, or in one row."""
    plan = visible_plan(request.user, pk)
    if not rules.can_see_history(request.user):
        raise PermissionDenied
    item = item_pk and get_object_or_404(PlanItem, pk=item_pk, plan=plan)
    page = Paginator(history_of(plan, item or None), PAGE).get_page(request.GET.get("page"))
    context = {
        "plan": plan,
        "item": item,
        "page": page,
        "can_edit": rules.can_edit_plan(request.user, plan),
    }
    return render(request, "events/plan_history.html", context)


@signed_in
def item_former(request: HttpRequest, pk: int, item_pk: int, change_pk: int) -> HttpResponse:
    """A former state of a row beside the present one; what is ticked is written again."""
    plan = open_plan(request.user, pk)
    item = get_object_or_404(full_rows(plan.items.all()), pk=item_pk)
    item.plan = plan
    change = get_object_or_404(item.changes.select_related("made_by"), pk=change_pk)
    is_before = bool(request.GET.get("before"))
    then = texts_at(item, change, is_before=is_before)
    fields = differences(item, then)
    if request.method == "POST":
        ticked = set(request.POST.getlist("field"))
        cells = [
            actions.Cell(item.pk, each.field, each.then, request.POST.get(f"base_{each.field}", ""))
            for each in fields
            if each.field in ticked
        ]
        if _is_written(request, item, cells):
            return redirect(f"{plan.get_absolute_url()}#item-{item.pk}")
    context = {
        "plan": plan,
        "item": item,
        "change": change,
        "is_before": is_before,
        "fields": fields,
    }
    return render(request, "events/plan_former.html", context)


def _is_written(request: HttpRequest, item: PlanItem, cells: list[actions.Cell]) -> bool:
    if not cells:
        messages.error(request, "Отметьте, что вернуть.")
        return False
    try:
        actions.change_cells(item.plan, cells, request.user, "возвращение прежнего вида")
    except actions.PlanError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, "Прежний вид возвращён.")
    return True


@signed_in
def plan_removed(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that were taken out of a plan, to be brought back one by one or together."""
    plan = editable_plan(request.user, pk)
    if request.method == "POST":
        keys = [key for key in map(number_in, request.POST.getlist("item")) if key is not None]
        try:
            back = actions.restore_items(plan, keys, request.user)
        except actions.PlanError as error:
            messages.error(request, str(error))
        else:
            if back:
                messages.success(request, f"Возвращено на свои места: {counted(len(back))}.")
            else:
                messages.error(request, "Отметьте хотя бы один пункт.")
        return redirect("events:plan-removed", plan.pk)
    gone = plan.items.exclude(removed_at=None).select_related("section", "removed_by")
    page = Paginator(gone.order_by("-removed_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    can_edit = rules.can_edit_plan(request.user, plan)
    context = {"plan": plan, "page": page, "can_edit": can_edit}
    return render(request, "events/plan_removed.html", context)
