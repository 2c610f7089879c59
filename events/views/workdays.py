"""The days off moved by decree: what the portal knows, and what the department writes in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.editing import data_of
from common.guards import signed_in
from events import rules
from events.actions.workdays import add_moved_day, remove_moved_day
from events.forms.workdays import MovedDayForm
from events.moved_days import transfers_by_year


@signed_in
def moved_days(request: HttpRequest) -> HttpResponse:
    if not rules.can_move_days_off(request.user):
        raise PermissionDenied
    form = MovedDayForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            moved = add_moved_day(form.instance, request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Перенос записан: {moved}.")
            return redirect("events:moved-days")
    years = transfers_by_year(timezone.localdate().year)
    return render(request, "events/moved_days.html", {"form": form, "years": years})


@signed_in
@require_POST
def moved_day_remove(request: HttpRequest, pk: int) -> HttpResponse:
    if not rules.can_move_days_off(request.user):
        raise PermissionDenied
    remove_moved_day(pk)
    messages.success(request, "Перенос убран.")
    return redirect("events:moved-days")
