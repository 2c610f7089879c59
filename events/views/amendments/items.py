"""Rows of the plan in an amendment: what becomes of one, a new one, one taken out."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from common.editing import data_of
from common.guards import signed_in
from events import actions
from events.actions.amended.outcome import sections_of
from events.forms.amendment import AmendedItemForm
from events.forms.editing import texts_of
from events.models import Amendment, AmendmentRow
from events.queries import full_rows
from events.views.amendments.guards import AmendedField, Attempt, open_amendment, save
from events.views.telling import done

SAID = "Записано в изменение. План пока остаётся прежним."


@signed_in
def amendment_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """What becomes of one row of the plan."""
    found = open_amendment(request, pk)
    item = get_object_or_404(full_rows(found.plan.items.filter(removed_at=None)), pk=item_pk)
    item.plan = found.plan
    row = found.rows.filter(item=item).first()
    present = {**texts_of(item), "section": str(item.section_id or "")}

    def write(form: AmendedItemForm) -> object:
        version = form.cleaned_data["version"]
        return actions.amend_item(found, item, form.texts(), request.user, version, form.spot)

    stands = {**present, **(row.texts if row else {}), **_section_of(row)}
    return _item_form(request, found, row, stands, write, {"item": item, "present": present})


@signed_in
def amendment_new(request: HttpRequest, pk: int, row_pk: int | None = None) -> HttpResponse:
    """A row that the plan does not have yet.

    One that was left out of the amendment while somebody wrote it is offered to be saved anew.
    """
    found = open_amendment(request, pk)
    row = found.rows.filter(pk=row_pk, act=AmendmentRow.Act.ADD).first() if row_pk else None
    if row_pk and row is None and request.method != "POST":
        get_object_or_404(found.rows, pk=row_pk, act=AmendmentRow.Act.ADD)

    def write(form: AmendedItemForm) -> object:
        version = form.cleaned_data["version"]
        if row is None and version:
            raise actions.RowMovedOnError(None)
        return actions.amend_new(found, form.texts(), form.spot, request.user, row, version)

    stands = {**row.texts, **_section_of(row)} if row else {}
    return _item_form(request, found, row, stands, write, {"item": None, "present": {}})


def _section_of(row: AmendmentRow | None) -> dict[str, str]:
    return {"section": str(row.place["section"] or "")} if row and row.place else {}


def _item_form(
    request: HttpRequest,
    found: Amendment,
    row: AmendmentRow | None,
    stands: dict[str, str],
    write: Callable[[AmendedItemForm], object],
    context: dict[str, Any],
) -> HttpResponse:
    sketch = sections_of(found)
    initial = {**stands, "version": row.version if row else 0}

    def make(data: Any) -> AmendedItemForm:
        return AmendedItemForm(found.plan, sketch, data, initial=initial)

    form = make(data_of(request))
    attempt = Attempt(False, form)
    if request.method == "POST" and form.is_valid():
        attempt = save(request, form, lambda: write(form), make, SAID)
        if attempt.is_saved:
            return redirect("events:amendment", found.pk)
    present = context.pop("present")
    fields = [
        AmendedField(bound, present.get(bound.name, ""), attempt.theirs(bound.name))
        for bound in attempt.form.visible_fields()
    ]
    told = {"plan": found.plan, "amendment": found, "form": attempt.form, "fields": fields}
    return render(request, "events/amendment_item.html", {**told, "row": row, **context})


@signed_in
@require_POST
def amendment_remove(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Write that a row is taken out of the plan."""
    found = open_amendment(request, pk)
    item = get_object_or_404(found.plan.items.filter(removed_at=None), pk=item_pk)
    row = found.rows.filter(item=item).first()
    version = row.version if row else 0
    text = f"Пункт «{item.name[:80]}» будет исключён, когда изменение утвердят."
    done(request, lambda: actions.amend_removal(found, item, request.user, version), text)
    return redirect("events:amendment", pk)
