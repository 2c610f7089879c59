"""Pages with one form: of a new row, of a row that is there, of an act."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common.editing import StaleObjectError, VersionedForm, rebase
from common.editing_views import tell_moved
from staff.actions import record_access
from staff.forms.parts import PlainForm
from staff.models import Employee

TEMPLATE = "staff/edit.html"


def new_row_page(
    request: HttpRequest,
    form: VersionedForm,
    create: Callable[..., Any],
    *,
    title: str,
    back: Any,
    **context: Any,
) -> HttpResponse:
    """Show the form of a new row; create it by `create(values, by=, reason=)` and go `back`.

    `back` is a row with an address, or None for the new row itself.
    """
    if request.method == "POST" and form.is_valid():
        row = create(form.values, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"Записано: {row}.")
        return redirect(back or row)
    _record_look(request, title, back)
    return render(request, TEMPLATE, {"form": form, "title": title, "back": back, **context})


def change_page(
    request: HttpRequest,
    form: VersionedForm,
    change: Callable[..., Any],
    *,
    title: str,
    back: Any,
    **context: Any,
) -> HttpResponse:
    """Show the form of a row; change it by `change(pk, values, version=, by=, reason=)`."""
    context |= {"title": title, "back": back}
    if request.method == "POST" and form.is_valid():
        told = {"version": form.cleaned_data["version"], "reason": form.cleaned_data["reason"]}
        try:
            saved = change(form.instance.pk, form.values, by=request.user, **told)
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            context |= {"differences": differences, "stale": stale}
        else:
            messages.success(request, f"Сохранено: {saved}.")
            return redirect(back)
    _record_look(request, title, back)
    return render(request, TEMPLATE, {**context, "form": form})


def act_page(
    request: HttpRequest,
    form: PlainForm,
    act: Callable[[PlainForm], Any],
    *,
    title: str,
    back: Any,
    button: str,
    done: str,
    **context: Any,
) -> HttpResponse:
    """Show the form of an act and do it; what it returns, or `back`, is where one goes on.

    What the act refuses stands beside the fields, above them that the row has moved on.
    """
    if request.method == "POST" and form.is_valid():
        try:
            result = act(form)
        except ValidationError as error:
            form.tell(error)
        except StaleObjectError as stale:
            tell_moved(form, back or stale.current, stale)
        else:
            messages.success(request, done)
            return redirect(back or result)
    context |= {"form": form, "title": title, "back": back, "button": button}
    _record_look(request, title, back)
    return render(request, TEMPLATE, context)


def _record_look(request: HttpRequest, title: str, back: Any) -> None:
    """A form about a person shows her data; the record tells which form, not her name."""
    if isinstance(back, Employee):
        record_access(request.user, f"Форма «{title.partition(':')[0]}»", back)
