"""The history of a report's figures: all of them, and one cell with all that is said about it."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from common.guards import signed_in
from statistics.layout import UnknownCell
from statistics.queries.answers import read_sheet
from statistics.queries.cell_history import changed_cells, history_of
from statistics.queries.verification import judged_findings
from statistics.rules import can_see_collections
from statistics.views.guard import fetch_submission

CHANGES_A_PAGE = 100


@never_cache
@signed_in
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """List the changes of the report, the latest first; `cell` goes to one of its cells."""
    submission = fetch_submission(request.user, pk)
    wanted = request.GET.get("cell", "").strip()
    unknown = ""
    if wanted:
        try:
            address = read_sheet(submission).layout.canonical(wanted)
        except UnknownCell:
            unknown = wanted
        else:
            return redirect("statistics:cell-history", pk, address)
    pages = Paginator(changed_cells(submission), CHANGES_A_PAGE)
    context = {
        "submission": submission,
        "page_obj": pages.get_page(request.GET.get("page")),
        "unknown": unknown,
        "reviews": can_see_collections(request.user),
    }
    return render(request, "statistics/history.html", context)


@never_cache
@signed_in
def cell(request: HttpRequest, pk: int, address: str) -> HttpResponse:
    """Show one cell: what stands there, who changed it and how, and every word about it."""
    submission = fetch_submission(request.user, pk)
    sheet = read_sheet(submission)
    try:
        spec = sheet.layout.cell(address)
    except UnknownCell as error:
        raise Http404 from error
    found = judged_findings(submission, sheet)
    context = {
        "submission": submission,
        "spec": spec,
        "state": sheet.cells[spec.address],
        "findings": [one for one in found if spec.address in one.finding.addresses],
        "events": history_of(submission, spec.address),
        "last_year": submission.campaign.year - 1,
        "reviews": can_see_collections(request.user),
    }
    return render(request, "statistics/cell_history.html", context)
