"""Writing an amendment beside the approved plan."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.editing import data_of
from common.guards import signed_in
from common.text import normalise
from events import actions
from events.actions.amended import changes_of
from events.approving import rules as approving
from events.contents import read_contents, take_contents
from events.forms.amendment import AmendedItemForm, FiguresForm, GroundsForm
from events.forms.editing import texts_of
from events.models import Amendment, AmendmentRow, PlanItem
from events.queries import full_rows
from events.views.guards import amendment_of, visible_plan
from events.views.telling import done

SHOWN = 100


@dataclass(frozen=True)
class AmendedField:
    """A field of the form, what stands in the plan, and what another person has written."""

    bound: BoundField
    present: str = ""
    theirs: str | None = None


@signed_in
def amendment_begin(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request.user, pk)
    if not approving.can_amend(request.user, plan):
        raise PermissionDenied
    form = GroundsForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_amendment(plan, form.cleaned_data["grounds"], request.user)
        except actions.PlanError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{made.title} начато. Отметьте, что меняется.")
            return redirect("events:amendment", made.pk)
    return render(request, "events/amendment_begin.html", {"plan": plan, "form": form})


def _open(request: HttpRequest, pk: int) -> Amendment:
    """Return an amendment in which the person may write now.

    Raises:
        Http404: its plan does not exist for her.
        PermissionDenied: she may not, or it takes no changes.
    """
    amendment = amendment_of(request.user, pk)
    if not approving.can_write_amendment(request.user, amendment):
        raise PermissionDenied
    return amendment


@signed_in
@require_safe
def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """What an amendment changes, and below it the rows of the plan to choose from."""
    found = amendment_of(request.user, pk)
    if not approving.can_see_approval(request.user, found.plan):
        raise PermissionDenied
    can_write = approving.can_write_amendment(request.user, found)
    rows = list(found.rows.select_related("item", "figure"))
    taken = take_contents(found.plan)
    wanted = request.GET.get("text", "").strip()
    items = _to_choose(read_contents(taken).rows, rows, wanted) if can_write else []
    context = {
        "plan": found.plan,
        "amendment": found,
        "rows": rows,
        "comparison": changes_of(found, taken),
        "can_write": can_write,
        "can_send": approving.can_send(request.user, found),
        "can_approve": approving.can_approve_amendment(request.user, found),
        "grounds_form": GroundsForm(initial={"grounds": found.grounds}) if can_write else None,
        "items": items[:SHOWN],
        "others": len(items[SHOWN:]),
        "text": wanted,
    }
    return render(request, "events/amendment.html", context)


def _to_choose(
    items: list[PlanItem], rows: list[AmendmentRow], wanted: str
) -> list[tuple[PlanItem, AmendmentRow | None]]:
    touched = {row.item_id: row for row in rows if row.item_id}
    sought = normalise(wanted)
    return [
        (item, touched.get(item.pk))
        for item in items
        if sought in normalise(f"{item.number} {item.name} {item.event_form}")
    ]


@signed_in
@require_POST
def amendment_grounds(request: HttpRequest, pk: int) -> HttpResponse:
    found = _open(request, pk)
    form = GroundsForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["grounds"]
        done(request, lambda: actions.change_grounds(found, words, request.user), "Записано.")
    return redirect("events:amendment", pk)


@signed_in
@require_POST
def amendment_drop(request: HttpRequest, pk: int) -> HttpResponse:
    found = _open(request, pk)
    text = f"{found.title} отменено. План остаётся, как утверждён."
    if done(request, lambda: actions.drop_amendment(found, request.user), text):
        return redirect("events:plan-editions", found.plan_id)
    return redirect("events:amendment", pk)


@signed_in
def amendment_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """What becomes of one row of the plan."""
    found = _open(request, pk)
    item = get_object_or_404(full_rows(found.plan.items.filter(removed_at=None)), pk=item_pk)
    item.plan = found.plan
    row = found.rows.filter(item=item).first()
    present = texts_of(item)
    stands = {**present, **(row.texts if row else {})}

    def write(form: AmendedItemForm) -> object:
        version = form.cleaned_data["version"]
        return actions.amend_item(found, item, form.texts(), request.user, version)

    context = {"item": item, "row": row}
    return _item_form(request, found, row, stands, write, context, present)


@signed_in
def amendment_new(request: HttpRequest, pk: int, row_pk: int | None = None) -> HttpResponse:
    """A row that the plan does not have yet."""
    found = _open(request, pk)
    added = found.rows.filter(act=AmendmentRow.Act.ADD)
    row = get_object_or_404(added, pk=row_pk) if row_pk else None
    stands = {**row.texts, "section": str(row.section_id or "")} if row else {}

    def write(form: AmendedItemForm) -> object:
        key = form.cleaned_data["section"]
        section = found.plan.sections.filter(pk=key).first() if key else None
        version = form.cleaned_data["version"]
        return actions.amend_new(found, form.texts(), section, request.user, row, version)

    return _item_form(request, found, row, stands, write, {"item": None, "row": row}, {})


def _item_form(
    request: HttpRequest,
    found: Amendment,
    row: AmendmentRow | None,
    stands: dict[str, str],
    write: Callable[[AmendedItemForm], object],
    context: dict[str, Any],
    present: dict[str, str],
) -> HttpResponse:
    is_new = context["item"] is None
    initial = {**stands, "version": row.version if row else 0}
    form = AmendedItemForm(found.plan, data_of(request), initial=initial, is_new=is_new)
    theirs: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            write(form)
        except actions.RowMovedOnError as error:
            theirs = dict(error.row.texts) if error.row else {}
            form = _with_version(form, error.row, found, is_new)
            form.add_error(None, str(error))
        except (ValidationError, actions.PlanError) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, "Записано в изменение. План пока остаётся прежним.")
            return redirect("events:amendment", found.pk)
    fields = [
        AmendedField(bound, present.get(bound.name, ""), theirs.get(bound.name))
        for bound in form.visible_fields()
    ]
    told = {"plan": found.plan, "amendment": found, "form": form, "fields": fields, **context}
    return render(request, "events/amendment_item.html", told)


def _with_version(
    form: AmendedItemForm, row: AmendmentRow | None, found: Amendment, is_new: bool
) -> AmendedItemForm:
    """Return the form with what was typed, ready to be saved over the row as it stands now."""
    data = form.data.copy()
    data["version"] = str(row.version if row else 0)
    again = AmendedItemForm(found.plan, data, is_new=is_new)
    again.is_valid()
    return again


@signed_in
@require_POST
def amendment_remove(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Write that a row is taken out of the plan."""
    found = _open(request, pk)
    item = get_object_or_404(found.plan.items.filter(removed_at=None), pk=item_pk)
    row = found.rows.filter(item=item).first()
    version = row.version if row else 0
    text = f"Пункт «{item.name[:80]}» будет исключён, когда изменение утвердят."
    done(request, lambda: actions.amend_removal(found, item, request.user, version), text)
    return redirect("events:amendment", pk)


@signed_in
@require_POST
def amendment_row_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a row of the plan as it is after all."""
    row = get_object_or_404(AmendmentRow, pk=pk)
    row.amendment = _open(request, row.amendment_id)
    done(request, lambda: actions.drop_row(row, request.user), "Строка убрана из изменения.")
    return redirect("events:amendment", row.amendment_id)


@signed_in
def amendment_figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Other numbers for the planned figures."""
    found = _open(request, pk)
    figures = list(found.plan.figures.all())
    rows = {row.figure_id: row for row in found.rows.exclude(figure=None)}
    form = FiguresForm(figures, rows, data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            for figure, number, version in form.numbers():
                known = rows.get(figure.pk)
                stands = int(known.texts["number"]) if known else figure.number
                if number != stands:
                    actions.amend_figure(found, figure, number, request.user, version)
        except actions.PlanError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Показатели записаны в изменение.")
            return redirect("events:amendment", pk)
    context = {"plan": found.plan, "amendment": found, "form": form}
    return render(request, "events/amendment_figures.html", context)
