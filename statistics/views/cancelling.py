"""Cancelling a collection that was opened by mistake, and restoring it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from common.editing import data_of
from common.guards import allowed_to
from common.roles import is_department
from statistics.actions.campaigns import MovedOnError
from statistics.actions.cancelling import cancel_campaign, restore_campaign
from statistics.forms.campaigns import CancelForm
from statistics.models import Campaign
from statistics.periods import ReportingPeriod
from statistics.queries.board import tally_of
from statistics.queries.cancelled import (
    cancelled_campaigns,
    letters_that_left,
    letters_that_wait,
)
from statistics.rules import can_cancel, can_see_collections
from statistics.views.guard import fetch_campaign


@allowed_to(is_department)
@require_http_methods(["GET", "POST"])
def campaign_cancel(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Show what would go out of sight and whom the portal would write to, and cancel."""
    found, reason = fetch_campaign(form, period), CancelForm(data_of(request))
    if not found.is_open:
        return redirect(found)
    has_moved = False
    if request.method == "POST" and reason.is_valid():
        seen, words = request.POST.get("seen", ""), reason.cleaned_data["reason"]
        try:
            cancelled = cancel_campaign(found, words, request.user, seen)
        except MovedOnError:
            has_moved = True
        except ValidationError as error:
            reason.add_error(None, error)
        else:
            messages.success(request, f"сбор «{cancelled.short_title}» отменён.")
            return redirect(cancelled)
    tally, letters = tally_of(found), letters_that_left(found)
    context = {
        "campaign": found,
        "form": reason,
        "tally": tally,
        "can_cancel": can_cancel(request.user, tally.is_begun),
        "written_to": letters.order_by().values("organisation").distinct().count(),
        "unsent": letters_that_wait(found).count(),
        "has_moved": has_moved,
    }
    status = 409 if has_moved else 200
    return render(request, "statistics/review/campaign_cancel.html", context, status=status)


@allowed_to(can_see_collections)
def cancelled(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a cancelled collection: who cancelled it and why, what it keeps."""
    found = _cancelled(pk)
    tally = tally_of(found)
    context = {
        "campaign": found,
        "tally": tally,
        "by": found.history.select_related("history_user").first().history_user,
        "letters": letters_that_left(found).count(),
        "can_restore": can_cancel(request.user, tally.is_begun),
        "can_manage": is_department(request.user),
    }
    return render(request, "statistics/review/campaign_cancelled.html", context)


@allowed_to(is_department)
@require_POST
def campaign_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a cancelled collection go on."""
    found = _cancelled(pk)
    try:
        restored = restore_campaign(found, request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(found)
    messages.success(request, f"сбор «{restored.short_title}» снова идёт.")
    return redirect(restored)


def _cancelled(pk: int) -> Campaign:
    return get_object_or_404(cancelled_campaigns(), pk=pk)
