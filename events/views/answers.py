"""Answers to acts in a plan: a script gets what is to be drawn anew, a form is sent back.

A script says which version of the plan its page shows; the answer holds all that changed since,
by whomever, so that each act also brings the page up to date.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from common.guards import page_before
from common.text import number_in
from events import actions, live
from events.gatherings.made import take_made
from events.models import Plan, PlanItem, PlanSection
from events.queries import Group
from events.rules import ItemRights, can_edit_plan, item_rights

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
    return redirect(page_before(request) or reverse("events:plan-list"))


def answered(
    request: HttpRequest,
    plan: Plan,
    *,
    item: PlanItem | None = None,
    said: str = "",
    back: str = "",
) -> HttpResponse:
    """Answer to an act: `item` is the row it touched, `said` tells a person what was done.

    A form is sent `back`, or to the plan.
    """
    if wants_json(request):
        more = {"item": item.pk if item else None, "said": said}
        return in_json({**synced(request, plan), **more})
    if said:
        messages.success(request, said)
    if item is None:
        return redirect(back or plan.get_absolute_url())
    is_gone = item.removed_at is not None
    mark = f"?removed={item.pk}#undo" if is_gone else f"#item-{item.pk}"
    return redirect(f"{plan.get_absolute_url()}{mark}")


def in_json(answer: dict[str, Any]) -> JsonResponse:
    """Return JSON in which Russian letters stay letters: a third of the length."""
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def synced(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """Return what a page that shows an earlier version of the plan has to draw anew."""
    since = number_in(request.POST.get("since", ""))
    known = plan.version if since is None else since
    plan = Plan.objects.get(pk=plan.pk)
    delta = live.changes_since(plan, known)
    steps = live.steps_of(plan, request.user)
    answer: dict[str, Any] = {
        "version": plan.version,
        "steps": {"undo": steps.undo, "redo": steps.redo},
        "told": live.told(delta, request.user),
    }
    if delta.is_too_much:
        return {**answer, "all": True}
    if delta.order is not None:
        answer["order"] = delta.order
    if delta.sections is not None:
        answer["sections"] = [_heading(request, plan, each) for each in delta.sections]
    rights = item_rights(request.user, plan)
    return {**answer, "rows": drawn(request, plan, delta.rows, rights), "gone": delta.gone}


def drawn(
    request: HttpRequest, plan: Plan, rows: list[PlanItem], rights: ItemRights
) -> list[dict[str, Any]]:
    """Return rows drawn anew, each with its place and version."""
    take_made(plan, rows, request.user)
    return [
        {
            "id": row.pk,
            "section": row.section_id,
            "version": row.version,
            "html": _drawn_row(request, plan, row, rights),
        }
        for row in rows
    ]


def _drawn_row(request: HttpRequest, plan: Plan, row: PlanItem, rights: ItemRights) -> str:
    row.is_open = rights.may_edit(row)
    can_move = not plan.is_ordered_by_time
    context = {"items": [row], "plan": plan, "is_live": True, "can_move": can_move}
    return render_to_string("events/plan_rows.html", context, request)


def _heading(request: HttpRequest, plan: Plan, section: PlanSection) -> dict[str, Any]:
    context = {
        "group": Group(section.title, section=section, depth=section.depth),
        "plan": plan,
        "is_arranged": True,
        "can_section": can_edit_plan(request.user, plan),
    }
    html = render_to_string("events/plan_heading.html", context, request)
    return {"id": section.pk, "title": section.title, "html": html}
