"""Pages on which the department keeps the registry."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.editing import (
    MOVED_ON,
    StaleObjectError,
    VersionedForm,
    data_of,
    rebase,
    seen_version,
)
from common.guards import allowed_to
from libraries import actions
from libraries.forms import (
    CloseLibraryForm,
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
    return _create(request, LibraryForm, actions.create_library, initial, "Новая библиотека")


@allowed_to(can_edit_registry)
def edit_library(request: HttpRequest, pk: int) -> HttpResponse:
    library = get_object_or_404(Library, pk=pk)
    return _edit(request, library, LibraryForm, actions.change_library)


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


@allowed_to(can_edit_registry)
def close_library(request: HttpRequest, pk: int) -> HttpResponse:
    library = get_object_or_404(Library, pk=pk)
    form = CloseLibraryForm(data_of(request), library=library)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_library(pk, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        except StaleObjectError:
            messages.warning(request, MOVED_ON)
            return redirect(library)
        else:
            messages.success(request, f"Библиотека «{library.name}» закрыта.")
            return redirect(library)
    return render(request, "libraries/close.html", {"form": form, "library": library})


@require_POST
@allowed_to(can_edit_registry)
def reopen_library(request: HttpRequest, pk: int) -> HttpResponse:
    library = get_object_or_404(Library, pk=pk)
    try:
        actions.reopen_library(pk, version=seen_version(request), by=request.user)
    except StaleObjectError:
        messages.warning(request, MOVED_ON)
    else:
        messages.success(request, "Закрытие отменено: библиотека снова действует.")
    return redirect(library)


def _create(
    request: HttpRequest,
    form_class: type[VersionedForm],
    create: Callable[..., Any],
    initial: dict[str, Any],
    title: str,
) -> HttpResponse:
    form = form_class(data_of(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        row = create(form.values, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"Добавлено: {row}.")
        return redirect(row)
    return render(request, "libraries/edit.html", {"form": form, "title": title})


def _edit(
    request: HttpRequest,
    row: Any,
    form_class: type[VersionedForm],
    change: Callable[..., Any],
) -> HttpResponse:
    title, name = f"Правка: {row}", str(row)
    form = form_class(data_of(request), instance=row)
    context: dict[str, Any] = {"title": title, "row": row}
    if request.method == "POST" and form.is_valid():
        told = {"version": form.cleaned_data["version"], "reason": form.cleaned_data["reason"]}
        try:
            row = change(row.pk, form.values, by=request.user, **told)
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            context |= {"differences": differences, "stale": stale}
        else:
            messages.success(request, f"Сохранено: {name}.")
            return redirect(row)
    return render(request, "libraries/edit.html", {**context, "form": form})
