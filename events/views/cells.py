"""Changing the rows of a plan in place: each address does one act.

A script gets JSON with the touched row drawn anew, a plain form is sent back to the plan.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from common.guards import signed_in
from common.text import number_in
from events import actions
from events.actions.texts import read_wording, split
from events.calendar import meaning
from events.item_fields import FIELDS
from events.models import Plan, PlanItem
from events.order import in_order
from events.views.guards import editable_item, editable_plan, row_of_plan
from events.views.page import row_context

View = Callable[..., HttpResponse]


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def tells_errors(view: View) -> View:
    """Answer with the message when the change cannot be made; nothing is then written."""

    @wraps(view)
    def wrapped(request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return view(request, pk)
        except ValidationError as error:
            return _told(request, " ".join(error.messages), 422)
        except actions.ItemRemovedError as error:
            return _told(request, str(error), 409, removed=True)
        except actions.PlanError as error:
            return _told(request, str(error), 409)

    return wrapped


def _told(request: HttpRequest, text: str, status: int, **more: Any) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": text, **more}, status=status)
    messages.error(request, text)
    return redirect(_page_before(request))


def _page_before(request: HttpRequest) -> str:
    """Return the page of the portal that the form stood on."""
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()})
    return page if is_ours else reverse("events:plan-list")


def _row(request: HttpRequest, item: PlanItem) -> HttpResponse:
    """Answer with the row as it now stands, and the order of all rows for their numbers."""
    order = [row.pk for row in in_order(item.plan)]
    if not wants_json(request):
        gone = item.pk not in order
        return redirect(f"{item.plan.get_absolute_url()}{_mark(item, gone)}")
    html = ""
    if item.pk in order:
        context = row_context(item, number=order.index(item.pk) + 1)
        html = render_to_string("events/plan_row.html", context, request)
    return JsonResponse({"id": item.pk, "section": item.section_id, "row": html, "order": order})


def _mark(item: PlanItem, gone: bool) -> str:
    return f"?removed={item.pk}#undo" if gone else f"#item-{item.pk}"


@signed_in
@require_safe
def item_row(request: HttpRequest, pk: int) -> HttpResponse:
    """The row as it now stands, for a cell whose editing was given up."""
    return _row(request, editable_item(request.user, pk))


@signed_in
@require_POST
@tells_errors
def item_add(request: HttpRequest, pk: int) -> HttpResponse:
    plan = editable_plan(request.user, pk)
    values = {name: request.POST[name] for name in FIELDS if name in request.POST}
    return _row(request, actions.add_item(plan, values, request.user, _place(request, plan)))


@signed_in
@require_POST
@tells_errors
def item_field(request: HttpRequest, pk: int) -> HttpResponse:
    """Save one cell; a conflict is answered with both texts and writes nothing."""
    item = editable_item(request.user, pk)
    field = request.POST.get("field", "")
    if field not in FIELDS:
        raise Http404
    text, base = request.POST.get("text", ""), request.POST.get("base", "")
    result = actions.change_field(item, field, text, base, request.user)
    if isinstance(result, actions.Saved):
        return _row(request, result.item)
    html = render_to_string("events/plan_conflict.html", {"conflict": result}, request)
    return JsonResponse({"conflict": html, "theirs": result.theirs}, status=409)


@signed_in
@require_POST
@tells_errors
def item_move(request: HttpRequest, pk: int) -> HttpResponse:
    item = editable_item(request.user, pk)
    way = request.POST.get("way")
    if way in ("up", "down"):
        return _row(request, actions.shift_item(item, way, request.user))
    return _row(request, actions.move_item(item, _place(request, item.plan), request.user))


@signed_in
@require_POST
@tells_errors
def item_remove(request: HttpRequest, pk: int) -> HttpResponse:
    return _row(request, actions.remove_item(editable_item(request.user, pk), request.user))


@signed_in
@require_POST
@tells_errors
def item_restore(request: HttpRequest, pk: int) -> HttpResponse:
    return _row(request, actions.restore_item(editable_item(request.user, pk), request.user))


@signed_in
@require_safe
def period_meaning(request: HttpRequest, pk: int) -> JsonResponse:
    """How a wording that is being typed is understood, one line for each period."""
    plan = editable_plan(request.user, pk)
    wordings = split(request.GET.get("text", "")[:1000])
    lines = [f"{wording} — {meaning(read_wording(wording, plan.year))}" for wording in wordings]
    return JsonResponse({"lines": lines})


def _place(request: HttpRequest, plan: Plan) -> actions.Place:
    """Read the place that the page asks for: before or after a row, or in a section."""
    for side in ("before", "after"):
        if key := request.POST.get(side):
            return actions.Place(**{side: row_of_plan(plan, key)})
    key = request.POST.get("section", "")
    section = get_object_or_404(plan.sections.all(), pk=number_in(key)) if key else None
    return actions.Place(section=section, at_start=bool(request.POST.get("at_start")))
