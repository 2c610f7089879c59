"""A library beside the others of its kind, for its librarian and for the department."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from common.guards import signed_in
from common.text import number_in
from statistics.forms.peers import PeersForm
from statistics.models import Submission
from statistics.peers import comparison_of, picture_of, reports_to_compare


@signed_in
@require_GET
def peers(request: HttpRequest) -> HttpResponse:
    """Show the comparison of the library and the year asked for, or of the latest there is."""
    reports = reports_to_compare(request.user)
    report = _report(request, reports)
    context: dict[str, Any] = {"report": report}
    if report is not None:
        comparison = comparison_of(report)
        context |= {
            "form": PeersForm(reports, report),
            "comparison": comparison,
            "table": comparison.table,
            "picture": picture_of(comparison),
        }
    return render(request, "statistics/peers.html", context)


def _report(request: HttpRequest, reports: QuerySet[Submission]) -> Submission | None:
    """Return the report asked for; without a wish the latest year's first. Raises Http404."""
    asked = {"library": request.GET.get("library"), "campaign__year": request.GET.get("year")}
    wanted = {name: number_in(value) for name, value in asked.items() if value}
    if None in wanted.values():
        raise Http404("Такой библиотеки или года нет.")
    found = reports.filter(**wanted).first()
    if found is None and wanted:
        raise Http404("Отчёта этой библиотеки за этот год нет.")
    return found
