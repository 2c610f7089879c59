"""Pages of the calendar, and what calendar programs fetch."""

import datetime
import hashlib
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from common.guards import signed_in
from events.schedule import feeds
from events.schedule.choice import ChoiceForm
from events.schedule.entries import entries_for
from events.schedule.grid import (
    FIRST_YEAR,
    LAST_YEAR,
    month_bounds,
    month_sheet,
    week_bounds,
    week_sheet,
)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """A month: events, visits and dated rows of plans, as far as the person sees them."""
    day = _day(request.GET.get("month", "") + "-01", request)
    return _page(request, "events/calendar_month.html", day, month_bounds, month_sheet)


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """A week, day by day."""
    day = _day(request.GET.get("day", ""), request)
    return _page(request, "events/calendar_week.html", day, week_bounds, week_sheet)


def _page(
    request: HttpRequest, template: str, day: datetime.date, bounds: Any, sheet: Any
) -> HttpResponse:
    form = ChoiceForm(request.GET, user=request.user)
    choice = form.choice
    entries, today = entries_for(request.user, *bounds(day), choice), timezone.localdate()
    shown = sheet(day, entries, today)
    context = {
        "sheet": shown,
        "form": form,
        "query": choice.query,
        "chosen": choice.words,
        "month": f"{shown.first:%Y-%m}",
        "week_day": today if shown.first <= today <= shown.last else shown.first,
    }
    return render(request, template, context)


def _day(text: str, request: HttpRequest) -> datetime.date:
    """Return the day that the address names, else today; a day out of all plans is no page."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Http404("Такого месяца в календаре нет.")
    return day


@require_safe
@signed_in
def subscribe(request: HttpRequest) -> HttpResponse:
    """Tell the addresses by which a telephone or a mail program shows the calendar."""
    own = f"{reverse('schedule:own-feed')}?key={feeds.key_of(request.user)}"
    context = {
        "own_url": f"{settings.SITE_URL}{own}",
        "public_url": f"{settings.SITE_URL}{reverse('schedule:public-feed')}",
    }
    return render(request, "events/calendar_subscribe.html", context)


@require_POST
@signed_in
def renew(request: HttpRequest) -> HttpResponse:
    feeds.renew_key(request.user)
    messages.success(
        request, "Новый адрес готов, прежний больше не действует. Замените его в своих программах."
    )
    return redirect("schedule:subscribe")


@require_safe
def own_calendar(request: HttpRequest) -> HttpResponseBase:
    """Give a person's calendar to whoever has its key: calendar programs do not sign in."""
    user = feeds.user_of(request.GET.get("key", ""))
    if user is None:
        raise Http404("Такого календаря нет.")
    return _feed(request, feeds.own_feed(user, timezone.localdate()), "private, no-cache")


@require_safe
def public_calendar(request: HttpRequest) -> HttpResponseBase:
    return _feed(request, feeds.public_feed(timezone.localdate()), "no-cache")


def _feed(request: HttpRequest, content: bytes, kept: str) -> HttpResponseBase:
    """Answer with a calendar; a program that has this very one is told only that."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    told = {
        "ETag": etag,
        "Cache-Control": kept,
        "Content-Disposition": 'inline; filename="calendar.ics"',
    }
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=told)
    return get_conditional_response(request, etag=etag, response=response) or response
