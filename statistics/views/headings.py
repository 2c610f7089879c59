"""What a campaign asks besides figures, and all that its libraries wrote."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common.editing import data_of
from common.guards import allowed_to
from common.roles import is_department
from common.text import number_in
from statistics.actions.headings import has_been_sent, set_headings, stamp_of
from statistics.forms.texts import TextPartForm, heading_set
from statistics.periods import ReportingPeriod
from statistics.queries.board import SENT
from statistics.queries.texts import how_many_wrote, texts_under
from statistics.rules import can_see_collections
from statistics.views.guard import fetch_campaign

TEXTS_ON_A_PAGE = 50


@allowed_to(can_see_collections)
def campaign_texts(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Show the headings of a campaign, and under one of them all that libraries wrote."""
    campaign = fetch_campaign(form, period)
    headings = list(campaign.headings.all())
    chosen = number_in(request.GET.get("heading", ""))
    shown = next((one for one in headings if one.pk == chosen), headings[0] if headings else None)
    texts = texts_under(campaign, [shown] if shown else [], SENT)
    page = Paginator(texts, TEXTS_ON_A_PAGE).get_page(request.GET.get("page"))
    sent = campaign.submissions.filter(state__in=SENT).count()
    context = {
        "campaign": campaign,
        "headings": headings,
        "shown": shown,
        "page_obj": page,
        "told": how_many_wrote(page.paginator.count, sent),
        "can_manage": is_department(request.user) and campaign.is_open,
    }
    return render(request, "statistics/texts/campaign.html", context)


@allowed_to(is_department)
@require_http_methods(["GET", "POST"])
def headings(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Set the headings of the text part and whether a signed scan is asked."""
    campaign = fetch_campaign(form, period)
    data, is_fixed = data_of(request), has_been_sent(campaign)
    initial = {"scan_required": campaign.scan_required, "stamp": stamp_of(campaign)}
    asked, rows = TextPartForm(data, initial=initial), heading_set(campaign, data, is_fixed)
    if request.method == "POST" and asked.is_valid() and rows.is_valid():
        told = asked.cleaned_data
        try:
            set_headings(campaign, rows.specs, told["scan_required"], told["stamp"], request.user)
        except ValidationError as error:
            asked.add_error(None, error)
            _show_anew(asked, initial["stamp"])
        else:
            messages.success(request, "текстовая часть сбора сохранена.")
            return redirect("statistics:campaign-texts", form, period)
    context = {
        "campaign": campaign,
        "form": asked,
        "rows": rows,
        "is_fixed": is_fixed,
    }
    return render(request, "statistics/texts/headings.html", context)


def _show_anew(asked: TextPartForm, stamp: str) -> None:
    """Put the present list's stamp into the form: sent once more, it is a choice."""
    asked.data = asked.data.copy()
    asked.data["stamp"] = stamp
