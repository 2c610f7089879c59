"""Changing the rows of a plan in place: each address does one act.

A script gets JSON with what has to be drawn anew, a plain form is sent back to the plan.
"""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from common.guards import signed_in
from common.text import number_in
from events import actions
from events.actions.texts import read_wording, split
from events.calendar import meaning
from events.item_fields import FIELDS
from events.models import Plan
from events.views.answers import answered, in_json, tells_errors
from events.views.guards import editable_item, plan_to_add_to, row_of_plan
from events.views.page import choices_of


@signed_in
@require_POST
@tells_errors
def item_add(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_to_add_to(request.user, pk)
    values = {name: request.POST[name] for name in FIELDS if name in request.POST}
    item = actions.add_item(plan, values, request.user, place_in(request, plan))
    return answered(request, plan, item=item)


@signed_in
@require_POST
@tells_errors
def item_field(request: HttpRequest, pk: int) -> HttpResponse:
    """Save one cell; a conflict is answered with both texts and writes neither."""
    item = editable_item(request.user, pk)
    field = request.POST.get("field", "")
    if field not in FIELDS:
        raise Http404
    text, base = request.POST.get("text", ""), request.POST.get("base", "")
    result = actions.change_field(item, field, text, base, request.user)
    if isinstance(result, actions.Saved):
        return answered(request, item.plan, item=result.item)
    html = render_to_string("events/plan_conflict.html", {"conflict": result}, request)
    return JsonResponse({"conflict": html, "theirs": result.theirs}, status=409)


@signed_in
@require_POST
@tells_errors
def item_move(request: HttpRequest, pk: int) -> HttpResponse:
    item = editable_item(request.user, pk)
    way = request.POST.get("way")
    if way in ("up", "down"):
        moved = actions.shift_item(item, way, request.user)
    else:
        moved = actions.move_item(item, place_in(request, item.plan), request.user)
    return answered(request, item.plan, item=moved)


@signed_in
@require_POST
@tells_errors
def item_remove(request: HttpRequest, pk: int) -> HttpResponse:
    item = editable_item(request.user, pk)
    return answered(request, item.plan, item=actions.remove_item(item, request.user))


@signed_in
@require_POST
@tells_errors
def item_restore(request: HttpRequest, pk: int) -> HttpResponse:
    item = editable_item(request.user, pk)
    return answered(request, item.plan, item=actions.restore_item(item, request.user))


@signed_in
@require_safe
def period_meaning(request: HttpRequest, pk: int) -> JsonResponse:
    """How a wording that is being typed is understood, one line for each period."""
    plan = plan_to_add_to(request.user, pk)
    wordings = split(request.GET.get("text", "")[:1000])
    lines = [f"{wording} — {meaning(read_wording(wording, plan.year))}" for wording in wordings]
    return JsonResponse({"lines": lines})


@signed_in
@require_safe
def plan_choices(request: HttpRequest, pk: int) -> JsonResponse:
    """What the cells of a plan offer to complete, by field."""
    return in_json(choices_of(plan_to_add_to(request.user, pk), request.user))


def place_in(request: HttpRequest, plan: Plan) -> actions.Place:
    """Read the place that the page asks for: before or after a row, or in a section."""
    for side in ("before", "after"):
        if key := request.POST.get(side):
            return actions.Place(**{side: row_of_plan(plan, key)})
    key = request.POST.get("section", "")
    section = get_object_or_404(plan.sections.all(), pk=number_in(key)) if key else None
    return actions.Place(section=section, at_start=bool(request.POST.get("at_start")))
