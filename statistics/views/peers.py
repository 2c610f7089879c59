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
    picture_of,
    report_asked_for,
    report_nearest_to,
    reports_to_compare,
)


@signed_in
@require_GET
def peers(request: HttpRequest) -> HttpResponse:
    """Show the comparison of the library and the period asked for, or of the latest there is."""
    reports = reports_to_compare(request.user)
    instead_of = ""
    try:
        report = report_asked_for(reports, request.GET)
    except UnknownReportError as error:
        # The period may be that of a summary or of another form, whose years are not the same,
        # and a form chosen together with a library may be one that the library does not fill.
        report = report_nearest_to(reports, request.GET)
        if report is None:
            raise Http404(str(error)) from error
        is_same_form = request.GET.get("form") == report.campaign.form.code
        instead_of = "period" if is_same_form else "form"
    context: dict[str, Any] = {"report": report, "instead_of": instead_of}
    if report is not None:
        comparison = comparison_of(report)
        context |= {
            "form": PeersForm(reports, report),
            "comparison": comparison,
            "table": comparison.table,
            "picture": picture_of(comparison),
        }
    return render(request, "statistics/peers.html", context)
