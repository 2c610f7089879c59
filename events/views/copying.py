"""Next year's plan from this year's: what to take, how it will read, then the draft itself."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from common.editing import data_of
from common.guards import signed_in
from common.text import number_in
from common.workdays import production_calendar
from events import actions, rules
from events.copying.preview import chosen_items, coming_items
from events.forms.copying import CopyForm
from events.models import Plan
from events.order import sections_in_order
from events.views.guards import visible_plan


@signed_in
def plan_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A form that shows by GET what would come over, and by POST makes the draft."""
    source = visible_plan(request.user, pk)
    if not rules.can_create_plan(request.user):
        raise PermissionDenied
    sections = sections_in_order(source)
    has_loose = source.items.filter(removed_at=None, section=None).exists()
    data = data_of(request) or (request.GET if "year" in request.GET else None)
    form = CopyForm(source, sections, has_loose, data)
    context: dict[str, Any] = {"plan": source, "form": form}
    if form.is_bound and form.is_valid():
        if request.method == "POST":
            made = _made(request, source, form)
            if made is not None:
                return redirect(f"{reverse('events:plan-check', args=[made.pk])}")
        context |= _preview(source, form, request.POST.getlist("without"))
    return render(request, "events/copy.html", context)


def _made(request: HttpRequest, source: Plan, form: CopyForm) -> Plan | None:
    without = [number_in(key) or 0 for key in request.POST.getlist("without")]
    try:
        made = actions.copy_plan(source, form.choice(without), request.user)
    except (ValidationError, actions.PlanError) as error:
        form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        return None
    messages.success(
        request,
        f"План на {made.year} год составлен. Ниже — что в нём стоит проверить; "
        "сам план открыт для правки.",
    )
    return made


def _preview(source: Plan, form: CopyForm, without: list[str]) -> dict[str, Any]:
    choice = form.choice()
    target = Plan.objects.filter(
        organisation=source.organisation_id, kind=source.kind, year=choice.year
    ).first()
    coming = coming_items(source, choice.year, target)
    chosen = chosen_items(coming, choice.sections, only_yearly=choice.only_yearly)
    return {
        "choice": choice,
        "target": target,
        "coming": chosen,
        "there": sum(one.is_there for one in coming),
        "without": {number_in(key) for key in without},
        "to_look": sum(one.needs_look for one in chosen),
        "is_decreed": production_calendar().is_known(choice.year),
    }
