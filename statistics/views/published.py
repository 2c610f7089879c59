"""Published summaries: the pages that everybody reads, and the head's page of publishing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.editing import data_of
from common.guards import allowed_to
from statistics.actions import published as actions
from statistics.builder.chapters import UnbuildableError
from statistics.forms.published import PublishForm, WithdrawForm
from statistics.models import Campaign, PublishedSummary
from statistics.periods import ReportingPeriod
from statistics.published.keeping import read_content
from statistics.published.making import content_of, stamp_of_figures
from statistics.queries.published import for_list, not_published, record_of
from statistics.rules import (
    can_publish_summaries,
    can_see_collections,
    published_summaries_of,
)
from statistics.views.guard import fetch_campaign


@require_GET
def published_list(request: HttpRequest) -> HttpResponse:
    """List the summaries that everybody may read, the latest year first."""
    can_publish = can_publish_summaries(request.user)
    context = {
        "summaries": list(for_list(published_summaries_of(request.user))),
        "can_publish": can_publish,
        "unpublished": list(not_published()) if can_publish else [],
    }
    return render(request, "statistics/published/list.html", context)


@require_GET
def published(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Show the region in figures and what chapters there are."""
    found = _fetch(request, form, period)
    context = {**_shared(request, found), "content": read_content(found.content)}
    return render(request, "statistics/published/summary.html", context)


@require_GET
def published_chapter(
    request: HttpRequest, form: str, period: ReportingPeriod, number: int
) -> HttpResponse:
    """Show one chapter: its pictures, then its table."""
    found = _fetch(request, form, period)
    content = read_content(found.content)
    if not 0 < number <= len(content.chapters):
        raise Http404("В своде нет такой главы.")
    context = {
        **_shared(request, found),
        "content": content,
        "number": number,
        "chapter": content.chapters[number - 1],
    }
    return render(request, "statistics/published/chapter.html", context)


def _fetch(request: HttpRequest, form: str, period: ReportingPeriod) -> PublishedSummary:
    summaries = published_summaries_of(request.user).select_related("campaign__form")
    fields = {f"campaign__{name}": value for name, value in period.fields.items()}
    return get_object_or_404(
        summaries.defer("campaign__edition"), campaign__form__code=form, **fields
    )


def _shared(request: HttpRequest, found: PublishedSummary) -> dict[str, Any]:
    return {
        "summary": found,
        "campaign": found.campaign,
        "can_publish": can_publish_summaries(request.user),
    }


@allowed_to(can_see_collections)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Show what has been published of a collection; let the head look at it first, then publish."""
    campaign = fetch_campaign(form, period)
    can_publish = can_publish_summaries(request.user)
    if request.method == "POST" and not can_publish:
        raise PermissionDenied
    record = list(record_of(campaign))
    current = next((one for one in record if one.is_in_force), None)
    context: dict[str, Any] = {
        "campaign": campaign,
        "record": record,
        "current": current,
        "can_publish": can_publish and campaign.state == Campaign.State.CLOSED,
    }
    if context["can_publish"]:
        asked = PublishForm(data_of(request), campaign, current)
        if request.method == "POST" and asked.is_valid():
            if "look" in request.POST:
                context["preview"] = _preview(campaign, asked)
            elif _publish(request, campaign, asked):
                return redirect("statistics:published", form, period)
        context |= {"form": asked, "has_changed": bool(current) and _has_changed(current, asked)}
    if current and can_publish:
        context["withdraw_form"] = WithdrawForm()
    return render(request, "statistics/published/publish.html", context)


def _publish(request: HttpRequest, campaign: Campaign, asked: PublishForm) -> bool:
    """Publish what the form asks for; a refusal is told in it."""
    told = asked.cleaned_data
    try:
        actions.publish_summary(campaign, told["chosen"], told["foreword"], request.user)
    except ValidationError as error:
        asked.add_error(None, error)
        return False
    messages.success(request, "свод опубликован: его видят все.")
    return True


def _preview(campaign: Campaign, asked: PublishForm) -> Any:
    chosen = [asked.offered[code] for code in asked.cleaned_data["chosen"]]
    try:
        return content_of(campaign, chosen)
    except UnbuildableError as error:
        asked.add_error("chosen", f"Глава за этот год не составляется: {error}")
        return None


def _has_changed(current: PublishedSummary, asked: PublishForm) -> bool:
    """Whether the figures of the collection are no longer those that the public reads."""
    chosen = [asked.offered[code] for code in current.chosen if code in asked.offered]
    return current.stamp != stamp_of_figures(current.campaign, chosen)


@allowed_to(can_publish_summaries)
@require_POST
def withdraw(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Take a published summary back, for a stated reason."""
    campaign = fetch_campaign(form, period)
    found = get_object_or_404(campaign.publications.filter(withdrawn_at=None))
    try:
        actions.withdraw_summary(found, request.POST.get("reason", ""), request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "свод снят с публикации: посетители его больше не видят.")
    return redirect("statistics:publish", form, period)
