"""Pages of the competitions for model libraries."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.editing import data_of
from common.editing_views import add_page, edit_page
from common.guards import allowed_to
from libraries import actions
from libraries.forms import ApplyForm, CompetitionForm
from libraries.models import Competition, ModelApplication
from libraries.queries import board_of, list_competitions, model_libraries, overdue_for_visit
from libraries.rules import (
    applications_of,
    keeps_models,
    may_apply,
    own_libraries,
    works_with_competitions,
)

SHOWN = 20


@allowed_to(works_with_competitions)
def competition_list(request: HttpRequest) -> HttpResponse:
    """Show all competitions; the department sees below which libraries wait for a visit."""
    keeps = keeps_models(request.user)
    context: dict[str, Any] = {"competitions": list_competitions(), "keeps": keeps}
    if keeps:
        overdue = overdue_for_visit(model_libraries())
        context |= {"overdue": list(overdue[:SHOWN]), "overdue_count": overdue.count()}
    return render(request, "libraries/competition_list.html", context)


@allowed_to(works_with_competitions)
def competition(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a competition with the applications that the person sees, by state."""
    found = get_object_or_404(Competition, pk=pk)
    applications = applications_of(request.user).filter(competition=found)
    context = {
        "competition": found,
        "groups": board_of(applications),
        "keeps": keeps_models(request.user),
        "may_apply": may_apply(request.user, found),
    }
    return render(request, "libraries/competition.html", context)


@allowed_to(keeps_models)
def create_competition(request: HttpRequest) -> HttpResponse:
    form = CompetitionForm(data_of(request))

    def add() -> Competition:
        reason = form.cleaned_data["reason"]
        return actions.create_competition(form.values, by=request.user, reason=reason)

    context = {"title": "Новый конкурс"}
    done = "Конкурс объявлен: {row}."
    return add_page(request, form, add, "libraries/competition_edit.html", context, done)


@allowed_to(keeps_models)
def edit_competition(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Competition, pk=pk)
    form = CompetitionForm(data_of(request), instance=found)
    template = "libraries/competition_edit.html"
    return edit_page(request, form, found, actions.change_competition, template)


@allowed_to(works_with_competitions)
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an application of one's own library."""
    found = get_object_or_404(Competition, pk=pk)
    if not may_apply(request.user, found):
        raise PermissionDenied("Заявку подаёт библиотека, пока идёт приём заявок.")
    form = ApplyForm(data_of(request), libraries=own_libraries(request.user), competition=found)
    if request.method == "POST" and form.is_valid():
        try:
            begun = actions.apply(found, form.cleaned_data["library"], request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "Заявка начата. Заполните её и отправьте на проверку.")
            return _to_edit(begun)
    return render(request, "libraries/apply.html", {"form": form, "competition": found})


def _to_edit(application: ModelApplication) -> HttpResponse:
    return redirect("libraries:application-edit", application.pk)
