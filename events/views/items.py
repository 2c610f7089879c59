"""One row of a plan as an ordinary form, for those without scripts or with many fields to fill."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.editing import data_of
from common.guards import signed_in
from events import actions, rules
from events.forms.editing import ItemForm, texts_of
from events.item_fields import named
from events.models import Plan, PlanItem, PlanSection
from events.views.guards import item_open_to, plan_open_to


@dataclass(frozen=True)
class FormField:
    """A field of the form, the text from which the person started, and its conflict."""

    bound: BoundField
    base: str = ""
    conflict: actions.Conflict | None = None


@signed_in
def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_open_to(request.user, pk, is_sent=request.method == "POST")
    form = ItemForm(plan, data_of(request), initial={"section": request.GET.get("section", "")})
    if request.method == "POST" and form.is_valid():
        place = actions.Place(section=_section(plan, form.cleaned_data["section"]))
        try:
            item = actions.add_item(plan, form.texts(), request.user, place)
        except actions.PlanError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Пункт добавлен в план.")
            return redirect(f"{plan.get_absolute_url()}#item-{item.pk}")
    fields = [FormField(form[name]) for name in form.fields]
    return _form(request, plan, form, fields, None)


@signed_in
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """All fields of a row; what others changed meanwhile is shown beside what was typed."""
    item = item_open_to(request.user, pk, is_sent=request.method == "POST")
    present = texts_of(item)
    section = str(item.section_id or "")
    form = ItemForm(item.plan, data_of(request), initial={**present, "section": section})
    conflicts: dict[str, actions.Conflict] = {}
    base = {**present, "section": section}
    if form.is_bound:
        base = {**form.base(), "section": form.data.get("base_section", "")}
        if request.method == "POST" and form.is_valid():
            conflicts, failed = _save(request, item, form)
            if not conflicts and not failed:
                messages.success(request, "Пункт сохранён.")
                return redirect(f"{item.plan.get_absolute_url()}#item-{item.pk}")
            base |= {name: conflict.theirs for name, conflict in conflicts.items()}
    fields = [
        FormField(form[name], base.get(name, ""), conflicts.get(name)) for name in form.fields
    ]
    return _form(request, item.plan, form, fields, item)


def _form(
    request: HttpRequest,
    plan: Plan,
    form: ItemForm,
    fields: list[FormField],
    item: PlanItem | None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "plan": plan,
        "form": form,
        "fields": fields,
        "item": item,
        "ways": (("up", "Переместить вверх"), ("down", "Переместить вниз")),
        "has_conflicts": any(field.conflict for field in fields),
        "is_department": rules.can_create_plan(request.user),
    }
    return render(request, "events/plan_item.html", context)


def _save(
    request: HttpRequest, item: PlanItem, form: ItemForm
) -> tuple[dict[str, actions.Conflict], bool]:
    """Save the fields that the person changed; return the conflicts, and whether it failed.

    Fields without a conflict are saved even when another has one: nothing typed waits.
    """
    conflicts: dict[str, actions.Conflict] = {}
    base = form.base()
    changed = [
        actions.Cell(item.pk, name, text, base[name])
        for name, text in form.texts().items()
        if not request.POST.get(f"theirs_{name}") and not _same(text, base[name])
    ]
    try:
        conflicts = _write(request, item, changed)
        section = form.cleaned_data["section"]
        if section != request.POST.get("base_section", ""):
            place = actions.Place(section=_section(item.plan, section))
            actions.move_item(item, place, request.user)
    except (ValidationError, actions.PlanError) as error:
        form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        return conflicts, True
    return conflicts, False


def _write(
    request: HttpRequest, item: PlanItem, changed: list[actions.Cell]
) -> dict[str, actions.Conflict]:
    """Write all fields as one step; where some cannot be written, each by itself."""
    try:
        if changed:
            title = f"поля пункта — {named(item)}"
            actions.change_cells(item.plan, changed, request.user, title)
    except actions.CellsRefusedError:
        results = {
            cell.field: actions.change_field(item, cell.field, cell.text, cell.base, request.user)
            for cell in changed
        }
        return {
            name: result for name, result in results.items() if isinstance(result, actions.Conflict)
        }
    return {}


def _same(text: str, base: str) -> bool:
    return text.replace("\r\n", "\n") == base.replace("\r\n", "\n")


def _section(plan: Plan, key: str) -> PlanSection | None:
    return get_object_or_404(plan.sections.all(), pk=key) if key else None
