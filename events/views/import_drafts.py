"""What the pages of an import share: fetching it, and putting its draft right."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from events import rules
from events.actions import PlanError
from events.actions import imports as actions
from events.imports.draft import Draft
from events.imports.rows import DraftError
from events.models import PlanImport


def import_of(user: Any, pk: int) -> PlanImport:
    """Return an import of a plan that `user` works with; imports exist for the department only.

    Raises:
        Http404: there is none for the user.
    """
    if not rules.can_create_plan(user):
        raise Http404
    imports = PlanImport.objects.select_related("plan__organisation", "made_by", "undone_by")
    return get_object_or_404(imports, pk=pk)


def change(
    request: HttpRequest, pk: int, act: Callable[[Draft], Any], done: str, anchor: str = ""
) -> HttpResponse:
    """Change the draft and go back to the preview, saying what happened."""
    plan_import = import_of(request.user, pk)
    try:
        actions.change_draft(plan_import, act)
    except (DraftError, PlanError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    response = redirect("events:import-preview", pk)
    response["Location"] += anchor
    return response


def numbered(request: HttpRequest, prefix: str) -> list[str]:
    """Return the values of inputs «prefix0», «prefix1», … as far as they go."""
    values: list[str] = []
    while (value := request.POST.get(f"{prefix}{len(values)}")) is not None:
        values.append(value)
    return values


def choices(request: HttpRequest, wording: str, choice: str) -> dict[str, str]:
    """Return what was chosen for each wording: inputs «wording-0», «choice-0», …"""
    wordings, chosen = numbered(request, f"{wording}-"), numbered(request, f"{choice}-")
    return {name: value for name, value in zip(wordings, chosen, strict=False) if value}


def decisions_in(request: HttpRequest) -> dict[str, tuple[str, str]]:
    """Return what is decided of each difference: inputs «change-0», «take-0», «mark-0», …"""
    keys, marks = numbered(request, "change-"), numbered(request, "mark-")
    chosen = [request.POST.get(f"take-{number}", "") for number in range(len(keys))]
    told = zip(keys, chosen, marks, strict=False)
    return {key: (choice, mark) for key, choice, mark in told if choice}
