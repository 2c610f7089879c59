"""A library beside the others of its kind, for its librarian and for the department."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from common.guards import signed_in
from statistics.forms.peers import PeersForm
from statistics.peers import (
    UnknownReportError,
    comparison_of,
    latest_of_form,
    picture_of,
    report_asked_for,
    reports_to_compare,
)


@signed_in
@require_GET
def peers(request: HttpRequest) -> HttpResponse:
    """Show the comparison of the library and the period asked for, or of the latest there is."""
    reports = reports_to_compare(request.user)
    is_another = False
    try:
        report = report_asked_for(reports, request.GET)
    except UnknownReportError as error:
        # The period may be that of a summary or of another form, whose years are not the same.
        report = latest_of_form(reports, request.GET)
        is_another = True
        if report is None:
            raise Http404(str(error)) from error
    context: dict[str, Any] = {"report": report, "is_another": is_another}
    if report is not None:
        comparison = comparison_of(report)
        context |= {
            "form": PeersForm(reports, report),
            "comparison": comparison,
            "table": comparison.table,
            "picture": picture_of(comparison),
        }
    return render(request, "statistics/peers.html", context)
