"""Working in a plan together: who is where, what others did, and undoing one's own steps."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from common.guards import signed_in
from common.text import number_in
from events import actions, live, rules
from events.actions.presence import be_seen
from events.item_fields import FIELDS
from events.views.answers import answered, in_json, synced, tells_errors
from events.views.guards import plan_to_add_to


@signed_in
@require_POST
def plan_live(request: HttpRequest, pk: int) -> JsonResponse:
    """Note where a person is in the plan; tell who else is there, and what changed.

    Asked every few seconds by each open page, so while nothing changes it takes five queries.
    """
    plan = plan_to_add_to(request.user, pk)
    if not rules.can_add_item(request.user, plan):
        return JsonResponse({"closed": "План больше не правится: обновите страницу."})
    key = number_in(request.POST.get("item", ""))
    item = key and plan.items.filter(pk=key).first()
    field = request.POST.get("field", "")
    be_seen(plan, request.user, item or None, field if field in FIELDS else "")
    people = [
        {
            "name": live.called(presence.user, request.user),
            "item": presence.item_id,
            "field": presence.field,
        }
        for presence in live.people_in(plan, request.user)
    ]
    if str(plan.version) == request.POST.get("since"):
        return JsonResponse({"version": plan.version, "people": people})
    return in_json({**synced(request, plan), "people": people})


@signed_in
@require_POST
@tells_errors
def plan_undo(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_to_add_to(request.user, pk)
    step = actions.undo_step(plan, request.user)
    return answered(request, plan, said=f"Отменено: {step.title}.")


@signed_in
@require_POST
@tells_errors
def plan_redo(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_to_add_to(request.user, pk)
    step = actions.redo_step(plan, request.user)
    return answered(request, plan, said=f"Повторено: {step.title}.")
