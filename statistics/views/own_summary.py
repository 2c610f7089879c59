"""The librarian's own summary, which fills up while her libraries report."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from common.guards import allowed_to
from common.roles import is_librarian
from statistics.models import Campaign
from statistics.periods import ReportingPeriod
from statistics.queries.my_reports import CampaignReports, reports_in
from statistics.queries.own_summary import own_summary
from statistics.views.campaigns import fetch_campaign

# Tells htmx that there is nothing more to wait for.
_STOP_ASKING = 286


@never_cache
@allowed_to(is_librarian)
@require_GET
def own(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Show what the libraries of her organisation have put in, drafts too, beside last year.

    When the campaign is over, the summary of accepted reports takes its place.
    """
    campaign = fetch_campaign(form, period)
    if not campaign.is_open:
        return redirect("statistics:summary", form, period)
    if request.htmx:
        return _progress(request, campaign)
    found = own_summary(campaign, request.user, timezone.localdate())
    _refuse_strangers(found.reports)
    context = {
        "campaign": campaign,
        "choice": found.choice,
        "found": found,
        "one": found.reports,
        "stamp": _stamp(found.reports),
        "now": timezone.now(),
    }
    return render(request, "statistics/own_summary.html", context)


def _progress(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Tell how far the reports are, or nothing where nothing has moved since she looked."""
    reports = reports_in(campaign, request.user, timezone.localdate())
    _refuse_strangers(reports)
    stamp = _stamp(reports)
    if request.GET.get("seen") == stamp:
        return HttpResponse(status=_STOP_ASKING if reports.is_done else 204)
    context = {"campaign": campaign, "one": reports, "stamp": stamp, "has_moved": True}
    return render(request, "statistics/_own_progress.html", context)


def _refuse_strangers(reports: CampaignReports) -> None:
    """Raise Http404 where none of her libraries reports in the campaign."""
    if not reports.total:
        raise Http404


def _stamp(reports: CampaignReports) -> str:
    return f"{reports.sent}-{reports.progress.filled}-{reports.progress.unconfirmed}"
