"""Pages on which the department records changes of the network, and where all read them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.editing import StaleObjectError, data_of
from common.editing_views import tell_moved
from common.guards import allowed_to
from common.lists import ListPage
from libraries import actions
from libraries.filters import NetworkChangeFilter
from libraries.forms import (
    CloseForm,
    ClosingForm,
    MergeForm,
    MoveForm,
    NetworkForm,
    RenameForm,
    SplitForm,
    TransferForm,
    UndoForm,
)
from libraries.leftovers import Leftover, leftovers_of
from libraries.models import Library, NetworkChange
from libraries.network_words import about_change, plain
from libraries.queries import list_changes, with_last, years_of_network
from libraries.rules import can_edit_registry
from libraries.tables import NetworkChangeTable

_AHEAD = "Вступит в силу в указанный день само."
Verb = Callable[[NetworkForm, Any], NetworkChange]


class NetworkChangeList(ListPage):
    """The changes of the network, with the years counted above them."""

    table_class = NetworkChangeTable
    filterset_class = NetworkChangeFilter
    template_name = "libraries/network/list.html"
    title = "Изменения сети"
    counted = "изменение,изменения,изменений"

    def get_queryset(self) -> Any:
        return with_last(
            list_changes()
        ).distinct()  # found by their libraries, several of which may fit

    def get_table_kwargs(self) -> dict[str, Any]:
        return {} if can_edit_registry(self.request.user) else {"exclude": ("undo",)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {} if self.request.htmx else {"years": years_of_network()}
        kinds = NetworkChange.Kind.labels
        year = self.request.GET.get("year", "")
        more |= {"kinds": kinds, "year": year, "can_undo": can_edit_registry(self.request.user)}
        return {**super().get_context_data(**kwargs), **more}


@allowed_to(can_edit_registry)
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, pk, RenameForm, "Переименовать", _by_values(actions.rename_library))


@allowed_to(can_edit_registry)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, pk, MoveForm, "Записать переезд", _by_values(actions.move_library))


@allowed_to(can_edit_registry)
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    def act(form: NetworkForm, by: Any) -> NetworkChange:
        wanted, version = form.values["organisation"], form.cleaned_data["version"]
        return actions.transfer_library(pk, wanted, form.order, version=version, by=by)

    return _change(request, pk, TransferForm, "Передать другому учреждению", act)


@allowed_to(can_edit_registry)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    def act(form: NetworkForm, by: Any) -> NetworkChange:
        successor, version = form.values["successor"], form.cleaned_data["version"]
        return actions.close_library(pk, successor, form.order, version=version, by=by)

    return _change(request, pk, CloseForm, "Закрыть библиотеку", act)


@allowed_to(can_edit_registry)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    def act(form: NetworkForm, by: Any) -> NetworkChange:
        pks = [pk, *(each.pk for each in form.values["others"])]
        into, version = form.values["successor"], form.cleaned_data["version"]
        return actions.merge_libraries(pks, into, form.order, version=version, by=by)

    return _change(request, pk, MergeForm, "Присоединить к другой библиотеке", act)


@allowed_to(can_edit_registry)
def split(request: HttpRequest, pk: int) -> HttpResponse:
    def act(form: NetworkForm, by: Any) -> NetworkChange:
        version = form.cleaned_data["version"]
        return actions.split_library(pk, order=form.order, version=version, by=by, **form.values)

    return _change(
        request, pk, SplitForm, "Разделить библиотеку", act, "libraries/network/split.html"
    )


@allowed_to(can_edit_registry)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why the change is taken back, and take it back."""
    change = get_object_or_404(list_changes(), pk=pk)
    form = UndoForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.undo_change(pk, form.cleaned_data["reason"], by=request.user)
        except ValidationError as error:
            _tell(form, error)
        else:
            messages.success(request, "Изменение сети отменено.")
            return redirect("libraries:network-list")
    context = {
        "form": form,
        "change": change,
        "pieces": about_change(change),
        "refusal": actions.why_it_stays(change),
    }
    return render(request, "libraries/network/undo.html", context)


def _by_values(verb: Callable[..., Any]) -> Verb:
    def act(form: NetworkForm, by: Any) -> NetworkChange:
        version = form.cleaned_data["version"]
        return verb(form.library.pk, form.values, form.order, version=version, by=by)

    return act


def _change(
    request: HttpRequest,
    pk: int,
    form_class: type[NetworkForm],
    title: str,
    act: Verb,
    template: str = "libraries/network/change.html",
) -> HttpResponse:
    """Show the form of a verb, and when it is sent, do it and go back to the library."""
    library = get_object_or_404(Library.objects.select_related("organisation", "passport"), pk=pk)
    form = form_class(data_of(request), library=library)
    if request.method == "POST" and form.is_valid():
        try:
            change = act(form, request.user)
        except ValidationError as error:
            _tell(form, error)
        except StaleObjectError as stale:
            tell_moved(form, library, stale)
        else:
            _tell_done(request, change)
            return redirect(library)
    context = {"form": form, "library": library, "title": title}
    return render(request, template, {**context, "leftovers": _leftovers(form)})


def _tell_done(request: HttpRequest, change: NetworkChange) -> None:
    words = f"Записано. {plain(about_change(change))}."
    messages.success(request, f"{words} {_AHEAD}" if change.is_ahead else words)


def _leftovers(form: NetworkForm) -> list[tuple[Library, list[Leftover]]]:
    """Return what hangs on each library that the form would close."""
    closing = form.closing if isinstance(form, ClosingForm) else []
    told = [(library, leftovers_of(library)) for library in closing]
    return [(library, found) for library, found in told if found]


def _tell(form: Any, error: ValidationError) -> None:
    """Put the refusals to the fields they speak of, where the form has them."""
    told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, texts in told.items():
        form.add_error(name if name in form.fields else None, texts)
