"""Collections of reports: the list, opening, dates, closing, the reports of one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST

from common.editing import data_of
from common.guards import allowed_to
from common.lists import ListPage
from common.roles import is_department, is_head
from statistics.actions import campaigns as actions
from statistics.filters import ReportFilter
from statistics.forms.campaigns import DatesForm, OpenCampaignForm
from statistics.models import Submission
from statistics.periods import ReportingPeriod
from statistics.queries import board
from statistics.queries.cancelled import cancelled_campaigns
from statistics.queries.my_reports import Deadline
from statistics.queries.rule_words import fired_rules
from statistics.rules import can_see_collections
from statistics.tables import ReportTable
from statistics.views.guard import fetch_campaign


@allowed_to(can_see_collections)
def campaign_list(request: HttpRequest) -> HttpResponse:
    """List the collections with their completeness."""
    context = {
        "campaigns": board.campaigns_with_tallies(),
        "cancelled": cancelled_campaigns(),
        "can_open": is_department(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "statistics/review/campaign_list.html", context)


@allowed_to(is_department)
@require_http_methods(["GET", "POST"])
def campaign_create(request: HttpRequest) -> HttpResponse:
    """Open a collection for an audience: all libraries of a kind, or those chosen."""
    form = OpenCampaignForm(
        data_of(request), initial=request.GET.dict(), today=timezone.localdate()
    )
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_campaign(
                form.cleaned_data["edition"],
                form.period,
                form.dates,
                request.user,
                form.cleaned_data["audience"],
                form.chosen,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"сбор «{opened.short_title}» открыт.")
            return redirect("statistics:campaign", opened.form.code, opened.key)
    return render(request, "statistics/review/campaign_create.html", {"form": form})


@allowed_to(is_department)
@require_http_methods(["GET", "POST"])
def campaign_dates(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Move the dates of a collection."""
    found = fetch_campaign(form, period)
    dates = DatesForm(data_of(request), instance=found)
    if request.method == "POST" and dates.is_valid():
        try:
            actions.change_dates(found, dates.dates, request.user)
        except ValidationError as error:
            dates.add_error(None, error)
        else:
            messages.success(request, "новые сроки сохранены.")
            return redirect("statistics:campaign", form, period)
    context = {
        "form": dates,
        "campaign": found,
        "title": "Сроки сбора",
        "button": "Сохранить сроки",
    }
    return render(request, "statistics/review/campaign_form.html", context)


@allowed_to(is_head)
@require_http_methods(["GET", "POST"])
def campaign_close(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Show what stands where, and end the collection; from then on its figures stand."""
    found, today = fetch_campaign(form, period), timezone.localdate()
    has_moved = False
    if request.method == "POST":
        try:
            actions.close_campaign(found, request.user, request.POST.get("seen", ""))
            messages.success(request, "сбор завершён, цифры больше не меняются.")
        except actions.MovedOnError:
            has_moved = True
    if not (found.is_open and (request.method == "GET" or has_moved)):
        return redirect("statistics:campaign", form, period)
    context = {
        "campaign": found,
        "tally": board.tally_of(found, today),
        "deadline": Deadline(found.due_on, today),
        "review_left": (found.review_due_on - today).days,
        "has_moved": has_moved,
    }
    status = 409 if has_moved else 200
    return render(request, "statistics/review/campaign_close.html", context, status=status)


@allowed_to(is_head)
@require_POST
def campaign_reopen(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Let a closed collection go on, for a stated reason."""
    try:
        actions.reopen_campaign(
            fetch_campaign(form, period), request.POST.get("reason", ""), request.user
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "сбор снова открыт.")
    return redirect("statistics:campaign", form, period)


@method_decorator(allowed_to(can_see_collections), name="dispatch")
class ReportList(ListPage):
    """The reports of one collection: the methodist's queue."""

    model = Submission
    table_class = ReportTable
    filterset_class = ReportFilter
    counted = "отчёт,отчёта,отчётов"
    template_name = "statistics/review/report_list.html"

    def get_queryset(self) -> QuerySet[Submission]:
        self.campaign = fetch_campaign(self.kwargs["form"], self.kwargs["period"])
        return board.reports_in(self.campaign)

    def get_filterset_kwargs(self, filterset_class: type[ReportFilter]) -> dict[str, Any]:
        kwargs = super().get_filterset_kwargs(filterset_class)
        self.rules = fired_rules(self.campaign)
        return {**kwargs, "campaign": self.campaign, "rules": self.rules}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "campaign": self.campaign,
            "rule": self.rules.get(self.request.GET.get("check", "")),
            "title": f"Отчёты: {self.campaign.short_title}",
        }
