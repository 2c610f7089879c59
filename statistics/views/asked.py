"""Whom a collection asks: adding libraries, taking away those that do not report."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from common.editing import data_of
from common.guards import allowed_to
from common.roles import is_department
from common.russian import plural
from common.text import number_in
from statistics.actions.asked import ask_libraries, excuse_libraries
from statistics.forms.board import AskMoreForm, ExcuseForm
from statistics.models import Campaign
from statistics.periods import ReportingPeriod
from statistics.rules import can_see_collections
from statistics.views.guard import fetch_campaign

_ADD, _EXCUSE = "add", "excuse"


@allowed_to(can_see_collections)
@require_GET
def audience(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Show how the list of those asked has changed, and let the department change it."""
    report = number_in(request.GET.get("report", ""))
    return _page(request, fetch_campaign(form, period), initial={"submissions": [report]})


@allowed_to(is_department)
@require_POST
def audience_add(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Give more libraries a report."""
    found = fetch_campaign(form, period)
    asked = AskMoreForm(request.POST, campaign=found, prefix=_ADD)
    if asked.is_valid():
        keys = [one.pk for one in asked.cleaned_data["libraries"]]
        try:
            made = ask_libraries(found, keys, request.user, asked.cleaned_data["reason"])
        except ValidationError as error:
            asked.add_error(None, error)
        else:
            messages.success(request, f"добавлено в сбор: {_counted(len(made))}.")
            return redirect("statistics:campaign-audience", form, period)
    return _page(request, found, add=asked, status=422)


@allowed_to(is_department)
@require_POST
def audience_excuse(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Take away reports that are not needed and nobody has begun."""
    found = fetch_campaign(form, period)
    asked = ExcuseForm(request.POST, campaign=found, prefix=_EXCUSE)
    if asked.is_valid():
        data = asked.cleaned_data
        keys = [one.library_id for one in data["submissions"]]
        try:
            gone = excuse_libraries(found, keys, data["reason"], request.user)
        except ValidationError as error:
            asked.add_error(None, error)
        else:
            messages.success(request, f"убрано из сбора: {_counted(len(gone))}.")
            return redirect("statistics:campaign-audience", form, period)
    return _page(request, found, excuse=asked, status=422)


def _page(
    request: HttpRequest,
    campaign: Campaign,
    add: AskMoreForm | None = None,
    excuse: ExcuseForm | None = None,
    initial: dict[str, list[int | None]] | None = None,
    status: int = 200,
) -> HttpResponse:
    can_change = is_department(request.user) and campaign.is_open
    typed = data_of(request) if request.method == "GET" else None
    add = add or AskMoreForm(typed, campaign=campaign, prefix=_ADD)
    excuse = excuse or ExcuseForm(typed, campaign=campaign, prefix=_EXCUSE, initial=initial)
    context = {
        "campaign": campaign,
        "add_form": add,
        "to_add": add.fields["libraries"].queryset.count() if can_change else 0,
        "excuse_form": excuse,
        "to_excuse": excuse.fields["submissions"].queryset.count() if can_change else 0,
        "changes": campaign.audience_changes.select_related("library", "made_by"),
        "asked": campaign.submissions.count(),
        "can_change": can_change,
    }
    return render(request, "statistics/review/audience.html", context, status=status)


def _counted(number: int) -> str:
    return f"{number} {plural(number, 'библиотека', 'библиотеки', 'библиотек')}"
