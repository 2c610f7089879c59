"""Summaries on the screen: main indicators, one indicator over two years, the whole form."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.scope import organisations_of, sees_whole_region
from common.guards import signed_in
from common.tables import Table
from statistics.indicators import Indicator
from statistics.models import Campaign
from statistics.periods import ReportingPeriod
from statistics.rules import can_sum_drafts
from statistics.summaries import (
    Choice,
    indicators_of,
    main_indicators,
    shown_indicators,
    whole_form,
)
from statistics.summaries.arrangement import of_indicator, overview, totals
from statistics.summaries.choice import (
    ALL_STATES,
    GROUPINGS,
    STATES,
    ChoiceError,
    require,
)


@signed_in
@require_GET
def summary_list(request: HttpRequest) -> HttpResponse:
    """Lead to the latest year that is no longer being collected, else to the latest."""
    campaigns = Campaign.objects.select_related("form").defer("edition")
    closed = campaigns.filter(state=Campaign.State.CLOSED)
    latest = closed.filter(period=Campaign.Period.YEAR).first() or campaigns.first()
    if latest is None:
        return render(request, "statistics/summary_empty.html")
    return redirect("statistics:summary", form=latest.form.code, period=latest.key)


@signed_in
@require_GET
def summary(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Show this year's main indicators, and one of them beside last year's."""
    choice = _choice(request, form, period)
    followed, indicators = shown_indicators(form), indicators_of(choice)
    if not followed:  # a form that nobody follows yet: there is only the form itself to sum
        return redirect("statistics:summary-form", form=form, period=period)
    table = main_indicators(choice)
    chosen = _indicator(request, followed)
    tables: tuple[Table, ...] = ()
    if chosen in indicators:
        tables = (of_indicator(table, chosen),)
    elif indicators and chosen is None:
        tables = (totals(table, indicators), *overview(table, indicators))
    context = {
        **_shared(request, choice),
        "tables": tables,
        "notes": table.notes,
        "indicators": followed,
        "chosen": chosen,
        "groupings": GROUPINGS,
    }
    return render(request, "statistics/summary.html", context)


@signed_in
@require_GET
def summary_form(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Show the whole form summed, with the number of libraries behind each figure."""
    choice = _choice(request, form, period)
    context = {**_shared(request, choice), "content": whole_form(choice)}
    return render(request, "statistics/summary_form.html", context)


def _choice(request: HttpRequest, form: str, period: ReportingPeriod) -> Choice:
    """Return what the person asks for, narrowed to what she may see; raise Http404."""
    campaign = get_object_or_404(
        Campaign.objects.select_related("form", "edition"), form__code=form, **period.fields
    )
    asked = {"by": request.GET.get("by"), "states": request.GET.get("states")}
    given = {name: value for name, value in asked.items() if value}
    if not sees_whole_region(request.user):
        given["organisations"] = organisations_of(request.user).values("pk")
        given["of_whom"] = f"по учреждению {request.user.organisation or ''}".strip()
    try:
        require("by", given.get("by", "territory"), GROUPINGS)
        require("states", given.get("states", "accepted"), _states_for(request.user))
        return Choice(campaign, **given)
    except ChoiceError as error:
        raise Http404(str(error)) from error


def _states_for(user: Any) -> Mapping[str, str]:
    """Return which reports she may have summed."""
    return ALL_STATES if can_sum_drafts(user) else STATES


def _indicator(request: HttpRequest, indicators: tuple[Indicator, ...]) -> Indicator | None:
    code = request.GET.get("indicator", "")
    found = next((one for one in indicators if one.code == code), None)
    if code and found is None:
        raise Http404(f"Нет показателя «{code}».")
    return found


def _shared(request: HttpRequest, choice: Choice) -> dict[str, Any]:
    """Return what both pages show; `organisation` is for documents that a librarian asks for."""
    campaign = choice.campaign
    collected = list(Campaign.objects.select_related("form").defer("edition"))
    kind = (campaign.form_id, campaign.period, campaign.number)
    alike = [one for one in collected if (one.form_id, one.period, one.number) == kind]
    latest = {one.form_id: one for one in reversed(collected) if one.form_id != campaign.form_id}
    whole = sees_whole_region(request.user)
    return {
        "campaign": campaign,
        "choice": choice,
        "alike": alike,
        "other_forms": list(latest.values()),
        "states": _states_for(request.user),
        "organisation": "" if whole else request.user.organisation_id,
    }
