"""Choices of the summary builder that people keep: saving, sharing, deleting."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.editing import data_of
from common.guards import signed_in
from common.text import inner_quotes
from statistics.actions import presets as actions
from statistics.builder.asked import Query
from statistics.builder.presets import presets_visible_to, saved_presets
from statistics.forms.presets import PresetForm
from statistics.models import SummaryPreset
from statistics.rules import can_change_preset, can_share_presets


@signed_in
@require_GET
def preset_list(request: HttpRequest) -> HttpResponse:
    """Show one's own choices and those that others have shared."""
    presets = saved_presets(request.user)
    mine = [one for one in presets if can_change_preset(request.user, one.row)]
    context = {
        "mine": mine,
        "others": [one for one in presets if one not in mine],
        "can_share": can_share_presets(request.user),
    }
    return render(request, "statistics/builder/preset_list.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def preset_save(request: HttpRequest) -> HttpResponse:
    """Keep the choice that stands in the address under a name."""
    query = Query.of_request(request.GET)
    if not query.table:
        return redirect("statistics:builder")
    form = PresetForm(data_of(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        saved = _save(form, query, request.user)
        if saved:
            messages.success(request, f"Набор «{inner_quotes(saved.name)}» сохранён.")
            return redirect(f"{reverse('statistics:builder')}?{query}")
    context = {"form": form, "back": f"{reverse('statistics:builder')}?{query}"}
    return render(request, "statistics/builder/preset_save.html", context)


def _save(form: PresetForm, query: Query, by: Any) -> SummaryPreset | None:
    """Keep the choice; a refusal is told in the form."""
    told = form.cleaned_data
    try:
        return actions.save_preset(told["name"], query, told.get("is_shared", False), by)
    except ValidationError as error:
        form.add_error("name", error.messages)
    except actions.TooManyPresetsError:
        form.add_error(
            None, f"Наборов уже {actions.MOST_PRESETS}. Удалите ненужные и сохраните этот снова."
        )
    return None


@signed_in
@require_POST
def preset_share(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a choice to all, or to its owner alone."""
    get_object_or_404(presets_visible_to(request.user), pk=pk)
    preset = actions.share_preset(pk, request.POST.get("share") == "yes", request.user)
    who = "видят все" if preset.is_shared else "видите только Вы"
    messages.success(request, f"Набор «{inner_quotes(preset.name)}» {who}.")
    return redirect("statistics:preset-list")


@signed_in
@require_POST
def preset_delete(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(presets_visible_to(request.user), pk=pk)
    name = actions.delete_preset(pk, request.user)
    messages.success(request, f"Набор «{inner_quotes(name)}» удалён.")
    return redirect("statistics:preset-list")
