"""The librarian's list: all libraries of her organisation and how their reports stand."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from common.guards import signed_in
from common.roles import is_librarian
from statistics.models import Submission
from statistics.queries.cancelled import lately_cancelled
from statistics.queries.closed import closed_campaigns, just_closed
from statistics.queries.my_reports import coming_campaigns, reports_of
from statistics.rules import can_see_collections


@never_cache
@signed_in
def my_reports(request: HttpRequest) -> HttpResponse:
    """Show her reports in collections of now, to come and over; others see all collections."""
    if can_see_collections(request.user):
        return redirect("statistics:campaign-list")
    if not is_librarian(request.user):
        raise PermissionDenied
    state = request.GET.get("state", "")
    if state not in Submission.State.values:
        state = ""
    today, closed = timezone.localdate(), closed_campaigns(request.user)
    context = {
        "reports": reports_of(request.user, today, state),
        "state": state,
        "coming": coming_campaigns(request.user),
        "closed": closed,
        "just_closed": just_closed(closed, today),
        "just_cancelled": lately_cancelled(request.user, today),
    }
    return render(request, "statistics/my_reports.html", context)
