"""Pages on which versioned rows are added and changed: the same way in every application."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common.editing import MOVED_ON, StaleObjectError, VersionedForm, rebase, seen_version


def add_page(
    request: HttpRequest,
    form: Any,
    add: Callable[[], Any],
    template: str,
    context: Mapping[str, Any],
    done: str = "Добавлено: {row}.",
) -> HttpResponse:
    """Show the form of a new row, and when it is sent, add the row by `add` and go to its page.

    What `add` refuses, e.g. because another person has just added the same, is told in the form.
    """
    if request.method == "POST" and form.is_valid():
        try:
            added = add()
        except ValidationError as error:
            _tell(form, error)
        else:
            messages.success(request, done.format(row=added))
            return redirect(added)
    return render(request, template, {**context, "form": form})


def edit_page(
    request: HttpRequest,
    form: VersionedForm,
    row: Any,
    change: Callable[..., Any],
    template: str,
    context: Mapping[str, Any] | None = None,
    done: str = "Сохранено: {row}.",
) -> HttpResponse:
    """Show the form of `row`, and when it is sent, change the row by `change` and go to its page.

    What another person saved meanwhile is laid beside what was typed (see common.editing.rebase).
    """
    told: dict[str, Any] = {"title": f"Правка: {row}", "row": row, **(context or {})}
    if request.method == "POST" and form.is_valid():
        also = {k: v for k, v in form.cleaned_data.items() if k in ("version", "reason")}
        try:
            saved = change(row.pk, form.values, by=request.user, **also)
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            told |= {"differences": differences, "stale": stale}
        except ValidationError as error:
            _tell(form, error)
        except ObjectDoesNotExist:
            messages.warning(request, MOVED_ON)
            return redirect(row)
        else:
            messages.success(request, done.format(row=saved))
            return redirect(saved)
    return render(request, template, {**told, "form": form})


def step_page(
    request: HttpRequest,
    form: Any,
    row: Any,
    act: Callable[..., Any],
    template: str,
    context: Mapping[str, Any],
    done: str,
) -> HttpResponse:
    """Show a form whose answers `act` needs to take `row` further, and do it when it is sent."""
    if request.method == "POST" and form.is_valid():
        try:
            act(row.pk, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            _tell(form, error)
        except (StaleObjectError, ObjectDoesNotExist):
            messages.warning(request, MOVED_ON)
            return redirect(row)
        else:
            messages.success(request, done)
            return redirect(row)
    return render(request, template, {"row": row, **context, "form": form})


def _tell(form: Any, error: ValidationError) -> None:
    """Lay faults beside their fields; of a field that the form does not ask it tells above all."""
    faults = error.error_dict if hasattr(error, "error_dict") else {None: error}
    for name, fault in faults.items():
        form.add_error(name if name in form.fields else None, fault)


def step(request: HttpRequest, row: Any, act: Callable[..., Any], done: str) -> HttpResponse:
    """Do what needs no answers to `row`, as the person saw it, and show it again."""
    try:
        act(row.pk, version=seen_version(request), by=request.user)
    except (StaleObjectError, ObjectDoesNotExist):
        messages.warning(request, MOVED_ON)
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        messages.success(request, done)
    return redirect(row)
