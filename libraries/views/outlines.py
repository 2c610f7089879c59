"""Pages of outlines: the headings of applications and the criteria of visits."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from common.editing import data_of
from common.guards import allowed_to
from common.text import number_in
from libraries import actions
from libraries.forms import OutlineForm
from libraries.models import Outline
from libraries.rules import keeps_models


@allowed_to(keeps_models)
def outline_list(request: HttpRequest) -> HttpResponse:
    outlines = Outline.objects.order_by("purpose", "-is_active", "programme", "-edition")
    return render(request, "libraries/outline_list.html", {"outlines": outlines})


@allowed_to(keeps_models)
def outline(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Outline.objects.prefetch_related("items"), pk=pk)
    return render(request, "libraries/outline.html", {"outline": found})


@allowed_to(keeps_models)
def issue_outline(request: HttpRequest) -> HttpResponse:
    """Write a new edition, beginning from the one that the address names."""
    former = Outline.objects.filter(pk=number_in(request.GET.get("from", "")) or 0).first()
    form = OutlineForm(data_of(request), initial=OutlineForm.initial_of(former) if former else None)
    if request.method == "POST" and form.is_valid():
        try:
            issued = actions.issue_outline(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("text", error)
        else:
            messages.success(request, f"Введена в действие: {issued}.")
            return redirect(issued)
    return render(request, "libraries/outline_edit.html", {"form": form})


@require_POST
@allowed_to(keeps_models)
def retire_outline(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a programme go by the list for all of them again."""
    found = get_object_or_404(Outline, pk=pk)
    try:
        actions.retire_outline(found)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "Теперь для этой программы действует общий перечень.")
    return redirect(found)
