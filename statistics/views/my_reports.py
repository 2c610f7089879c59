"""The librarian's list: all libraries of her organisation and how their reports stand."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from common.guards import signed_in
from common.roles import is_librarian
from statistics.models import Submission
from statistics.queries.my_reports import reports_of


@never_cache
@signed_in
def my_reports(request: HttpRequest) -> HttpResponse:
    if not is_librarian(request.user):
        raise PermissionDenied
    state = request.GET.get("state", "")
    if state not in Submission.State.values:
        state = ""
    reports = reports_of(request.user, timezone.localdate(), state)
    return render(request, "statistics/my_reports.html", {"reports": reports, "state": state})
