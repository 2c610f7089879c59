"""Planned figures in an amendment: names, numbers, new ones, those taken out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common.editing import data_of
from common.guards import signed_in
from events import actions
from events.actions.amended.outcome import amended_contents
from events.forms.amendment import FiguresForm
from events.models import Amendment, AmendmentRow
from events.views.amendments.guards import open_amendment


@signed_in
def amendment_figures(request: HttpRequest, pk: int) -> HttpResponse:
    found = open_amendment(request, pk)
    form = _form(found, data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.amend_figures(found, form.changes(), request.user)
        except actions.RowMovedOnError as error:
            form = _form(found, _seen(form, error.row))
            form.is_valid()
            form.add_error(None, _refusal(error))
        except (ValidationError, actions.PlanError) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, "Показатели записаны в изменение.")
            return redirect("events:amendment-figures", pk)
    context = {"plan": found.plan, "amendment": found, "form": form, "lines": form.lines()}
    return render(request, "events/amendment_figures.html", context)


def _form(found: Amendment, data: Any) -> FiguresForm:
    rows = list(found.rows.filter(kind=AmendmentRow.Kind.FIGURE))
    coming = amended_contents(found)["figures"]
    return FiguresForm(list(found.plan.figures.all()), rows, coming, data)


def _seen(form: FiguresForm, row: AmendmentRow | None) -> Any:
    """Return what was typed, ready to be saved over what another person has written."""
    data = form.data.copy()
    if row is not None:
        name = f"figure-{row.figure_id}" if row.figure_id else f"row-{row.pk}"
        data[f"{name}-version"] = str(row.version)
    return data


def _refusal(error: actions.RowMovedOnError) -> str:
    if error.row is None:
        return str(error)
    whole = {**error.row.before, **error.row.texts}
    told = f"{whole['name']}: {whole['number']}"
    if error.row.act == AmendmentRow.Act.REMOVE:
        told = f"«{whole['name']}» исключить"
    return f"{error} Другой человек записал: {told}."
