"""From a plan to the events it promises."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.guards import allowed_to
from common.text import number_in
from events.gatherings.planned import planned_rows, present_plan
from events.gatherings.rules import can_create_events
from events.rules import plans_visible_to


@require_safe
@allowed_to(can_create_events)
def planned(request: HttpRequest) -> HttpResponse:
    """Show the rows of a plan that promise an event or a visit, each with what was made of it."""
    plans = plans_visible_to(request.user)
    asked = number_in(request.GET.get("plan", ""))
    plan = plans.filter(pk=asked).first() if asked else present_plan(plans, timezone.localdate())
    every = "all" in request.GET
    context = {
        "plans": plans.order_by("-year", "title"),
        "plan": plan,
        "rows": planned_rows(plan, every=every) if plan else [],
        "every": every,
    }
    return render(request, "events/event_planned.html", context)
