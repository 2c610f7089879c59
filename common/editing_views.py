"""Pages on which versioned rows are added and changed: the same way in every application."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html

from common.editing import MOVED_ON, StaleObjectError, VersionedForm, rebase, seen_version

_SEND_AGAIN = (
    'Пока Вы писали, <a href="{}">запись</a> изменили. Введённое Вами осталось в форме и ещё не '
    "записано: посмотрите, что изменилось, и отправьте снова."
)
_TOO_LATE = (
    'Пока Вы писали, <a href="{}">запись</a> изменили, и сделать с ней этого уже нельзя. Введённое '
    "Вами осталось в форме и не записано: скопируйте его, если оно ещё нужно."
)


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
            tell_moved(form, row)
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
        except StaleObjectError as stale:
            tell_moved(form, row, stale)
        except ObjectDoesNotExist:
            tell_moved(form, row)
        else:
            messages.success(request, done)
            return redirect(row)
    return render(request, template, {"row": row, **context, "form": form})


def tell_moved(form: BaseForm, row: Model, stale: StaleObjectError | None = None) -> None:
    """Tell above the form that `row` has moved on meanwhile; what was typed stays in the form.

    After `stale` it may be sent again, now with the version that stands; without it the row has
    left the state in which this could be done.
    """
    if stale is not None:
        form.data = form.data.copy()
        form.data[form.add_prefix("version")] = str(stale.current.version)
    words = _TOO_LATE if stale is None else _SEND_AGAIN
    form.add_error(None, format_html(words, row.get_absolute_url()))


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
