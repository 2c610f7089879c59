"""Pages on which the department keeps its indicators: list, one, adding, editing with a trial."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from common.editing import data_of
from common.editing_views import edit_page
from common.guards import allowed_to, signed_in
from libraries.queries import changes_of
from statistics.actions import indicators as actions
from statistics.forms.indicators import IndicatorForm
from statistics.indicators.checking import tried
from statistics.models import Indicator
from statistics.queries.indicator_trial import trial_of
from statistics.queries.indicators import indicators_by_form, told_of
from statistics.rules import can_keep_indicators

EDIT = "statistics/indicators/edit.html"


@signed_in
@require_GET
def indicator_list(request: HttpRequest) -> HttpResponse:
    """List what is followed, form by form, with what each number is made of."""
    context = {"forms": indicators_by_form(), "can_keep": can_keep_indicators(request.user)}
    return render(request, "statistics/indicators/list.html", context)


@signed_in
@require_GET
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """Show one indicator: its cells or formula, where it is used, how it has changed."""
    found = get_object_or_404(Indicator, code=code)
    can_keep = can_keep_indicators(request.user)
    context = {
        "indicator": found,
        "told": told_of(found),
        "can_keep": can_keep,
        "changes": changes_of(found, hidden={"is_edited"}) if can_keep else None,
    }
    return render(request, "statistics/indicators/indicator.html", context)


@allowed_to(can_keep_indicators)
@require_http_methods(["GET", "POST"])
def indicator_create(request: HttpRequest) -> HttpResponse:
    form = IndicatorForm(data_of(request))
    context = {"title": "Новый показатель", **_shared(), "form": form}
    if request.method == "POST" and form.is_valid():
        if "again" in request.POST:
            return render(request, EDIT, {**context, **_trial(form)})
        try:
            added = actions.add_indicator(form.values, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Показатель «{added}» добавлен.")
            return redirect(added)
    return render(request, EDIT, context)


@allowed_to(can_keep_indicators)
@require_http_methods(["GET", "POST"])
def indicator_edit(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Indicator, code=code)
    form = IndicatorForm(data_of(request), instance=found)
    context = {"title": f"Правка показателя: {found}", "row": found, **_shared()}
    if "again" in request.POST and form.is_valid():
        return render(request, EDIT, {**context, "form": form, **_trial(form)})
    stored = Indicator.objects.get(pk=found.pk)  # the form has laid what was typed on `found`
    return edit_page(request, form, stored, actions.change_indicator, EDIT, context)


def _shared() -> dict[str, Any]:
    return {"known": Indicator.objects.all()}


def _trial(form: IndicatorForm) -> dict[str, Any]:
    """Return the indicator as typed, on last year's figures; nothing is saved."""
    row = form.instance if form.instance.pk else None
    code = row.code if row else form.values["code"]
    if row and row.is_given:
        return {"is_tried": True, "trial": None}
    return {"is_tried": True, "trial": trial_of(tried(form.values, row), code)}
