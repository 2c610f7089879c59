"""Pages on which the department keeps the registry."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.editing import VersionedForm, data_of
from common.editing_views import add_page, edit_page, step
from common.guards import allowed_to
from libraries import actions
from libraries.forms import (
    LibraryForm,
    OrganisationForm,
    PopulationForm,
    TerritoryForm,
)
from libraries.models import Library, Organisation, Territory
from libraries.rules import can_edit_registry


@allowed_to(can_edit_registry)
def create_library(request: HttpRequest) -> HttpResponse:
    initial = {"organisation": request.GET.get("organisation")}
    form = LibraryForm(data_of(request), initial=initial)
    context = {"title": "Новая библиотека"}
    return add_page(
        request, form, lambda: _add_library(form, request.user), "libraries/edit.html", context
    )


def _add_library(form: LibraryForm, by: Any) -> Library:
    if form.order:
        return actions.open_library(form.values, form.order, by)
    return actions.create_library(form.values, by, form.cleaned_data["reason"])


@allowed_to(can_edit_registry)
def edit_library(request: HttpRequest, pk: int) -> HttpResponse:
    library = get_object_or_404(Library, pk=pk)
    form = LibraryForm(data_of(request), instance=library)

    def save(pk: int, values: Any, **told: Any) -> Library:
        return actions.edit_library(pk, values, order=form.order, **told)

    return edit_page(request, form, library, save, "libraries/edit.html")


@allowed_to(can_edit_registry)
def create_organisation(request: HttpRequest) -> HttpResponse:
    return _create(request, OrganisationForm, actions.create_organisation, {}, "Новое учреждение")


@allowed_to(can_edit_registry)
def edit_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=pk)
    return _edit(request, organisation, OrganisationForm, actions.change_organisation)


@allowed_to(can_edit_registry)
def create_territory(request: HttpRequest) -> HttpResponse:
    return _create(request, TerritoryForm, actions.create_territory, {}, "Новая территория")


@allowed_to(can_edit_registry)
def edit_territory(request: HttpRequest, pk: int) -> HttpResponse:
    territory = get_object_or_404(Territory, pk=pk)
    return _edit(request, territory, TerritoryForm, actions.change_territory)


@allowed_to(can_edit_registry)
def set_population(request: HttpRequest, pk: int) -> HttpResponse:
    territory = get_object_or_404(Territory, pk=pk)
    initial = {"year": timezone.localdate().year}
    form = PopulationForm(data_of(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_population(territory, by=request.user, **form.cleaned_data)
        messages.success(request, f"Записано: численность на {form.cleaned_data['year']} год.")
        return redirect(territory)
    return render(request, "libraries/population.html", {"form": form, "territory": territory})


@require_POST
@allowed_to(can_edit_registry)
def reopen_library(request: HttpRequest, pk: int) -> HttpResponse:
    library = get_object_or_404(Library, pk=pk)
    done = "Закрытие отменено: библиотека снова действует."
    return step(request, library, actions.reopen_library, done)


def _create(
    request: HttpRequest,
    form_class: type[VersionedForm],
    create: Callable[..., Any],
    initial: dict[str, Any],
    title: str,
) -> HttpResponse:
    form = form_class(data_of(request), initial=initial)

    def add() -> Any:
        return create(form.values, by=request.user, reason=form.cleaned_data["reason"])

    return add_page(request, form, add, "libraries/edit.html", {"title": title})


def _edit(
    request: HttpRequest,
    row: Any,
    form_class: type[VersionedForm],
    change: Callable[..., Any],
) -> HttpResponse:
    form = form_class(data_of(request), instance=row)
    return edit_page(request, form, row, change, "libraries/edit.html")
