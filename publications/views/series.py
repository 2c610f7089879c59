"""Pages on which the department keeps its series."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.editing import StaleObjectError, data_of, rebase
from common.guards import allowed_to
from publications import actions
from publications.forms import SeriesForm
from publications.models import Series
from publications.rules import can_keep_publications


@allowed_to(can_keep_publications)
def create_series(request: HttpRequest) -> HttpResponse:
    form = SeriesForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        added = actions.add_series(form.values, by=request.user)
        messages.success(request, f"Добавлена серия: {added}.")
        return redirect(added)
    return render(request, "publications/series_edit.html", {"form": form, "title": "Новая серия"})


@allowed_to(can_keep_publications)
def edit_series(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Series, pk=pk)
    form = SeriesForm(data_of(request), instance=found)
    context: dict[str, Any] = {"title": f"Правка серии: {found}", "row": found}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            saved = actions.change_series(pk, form.values, version=version, by=request.user)
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            context |= {"differences": differences, "stale": stale}
        else:
            messages.success(request, f"Сохранено: {saved}.")
            return redirect(saved)
    return render(request, "publications/series_edit.html", {**context, "form": form})
