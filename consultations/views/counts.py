"""The log in figures, beside the plan; and those who never asked."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.guards import allowed_to
from consultations.counts import SILENT_COUNTED, Choice, by_place, counts, picture_of, silent_table
from consultations.forms.counts import CountForm, SilentForm
from consultations.rules import can_keep_log

PLACES_ON_PAGE = 30


@require_safe
@allowed_to(can_keep_log)
def count_page(request: HttpRequest) -> HttpResponse:
    """Show the counts of the chosen period in the chosen rows."""
    start = {"year": timezone.localdate().year, "quarter": "", "by": "form"}
    form = CountForm(start | request.GET.dict())
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        choice = Choice(**form.cleaned_data)
        content = counts(choice)
        context |= {
            "content": content,
            "tables": content.tables,
            "picture": picture_of(content.tables[-1]),
            "parameters": {key: str(value or "") for key, value in form.cleaned_data.items()},
        }
    return render(request, "consultations/counts.html", context)


@require_safe
@allowed_to(can_keep_log)
def silent_page(request: HttpRequest) -> HttpResponse:
    """Show who asked for nothing in the chosen period, territory by territory."""
    start = {"year": timezone.localdate().year, "quarter": "", "kind": "library"}
    form = SilentForm(start | request.GET.dict())
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        told = form.cleaned_data
        choice = Choice(told["year"], told["quarter"])
        territory = told["territory"]
        table = silent_table(choice, told["kind"], territory)
        page = Paginator(by_place(table), PLACES_ON_PAGE).get_page(request.GET.get("page"))
        context |= {
            "table": table,
            "page": page,
            "noun": SILENT_COUNTED[told["kind"]],
            "parameters": {
                "year": str(told["year"]),
                "quarter": told["quarter"],
                "kind": told["kind"],
                "territory": territory.oktmo if territory else "",
            },
        }
    return render(request, "consultations/silent.html", context)
