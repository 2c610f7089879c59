"""Changing many cells or rows of a plan at one go: marked rows, filling down, pasting a block."""

import json
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from common.editing import data_of
from common.guards import signed_in
from common.russian import plural
from common.text import number_in
from common.uploads import UploadError
from events import actions, pasting
from events.actions.cells import counted
from events.forms.many import ManyForm
from events.item_fields import FIELDS
from events.models import Plan, PlanItem
from events.order import sections_in_order
from events.queries import full_rows
from events.views.answers import answered, in_json, tells_errors
from events.views.guards import plan_to_add_to, row_of_plan

_TITLES = {"fill": "заполнение вниз", "clear": "очистка", "paste": "вставка"}


@signed_in
@tells_errors
def plan_many(request: HttpRequest, pk: int) -> HttpResponse:
    """Change, move or remove the marked rows; opened without a script, first ask what to do."""
    plan = plan_to_add_to(request.user, pk)
    marked = _marked(request)
    act = request.POST.get("act", "")
    if not marked:
        raise actions.PlanError("Отметьте хотя бы один пункт.")
    if act == "remove":
        gone = actions.remove_many(plan, marked, request.user)
        return answered(request, plan, said=f"Удалено: {counted(len(gone))}.")
    if act == "section":
        return _move(request, plan, list(marked))
    form = ManyForm(data_of(request) if act == "change" else None)
    if form.is_bound and form.is_valid():
        wanted = form.cleaned_data
        done = actions.change_many(
            plan, marked, wanted["field"], wanted["way"], wanted["text"], request.user
        )
        said = f"Изменено: {counted(len(done))}." if done else "Всё и так было таким."
        return answered(request, plan, said=said)
    if form.is_bound and "application/json" in request.headers.get("Accept", ""):
        errors = [error for found in form.errors.values() for error in found]
        return JsonResponse({"error": " ".join(errors)}, status=422)
    context = {
        "plan": plan,
        "form": form,
        "marked": [f"{key}:{version}" for key, version in marked.items()],
        "rows": plan.items.filter(pk__in=marked, removed_at=None),
        "sections": sections_in_order(plan),
    }
    return render(request, "events/plan_many.html", context)


def _marked(request: HttpRequest) -> dict[int, int]:
    """Return the marked rows, each with the version that the page showed."""
    pairs = [text.partition(":")[::2] for text in (request.POST or request.GET).getlist("item")]
    numbers = [(number_in(key), number_in(version)) for key, version in pairs]
    return {key: version for key, version in numbers if key is not None and version is not None}


def _move(request: HttpRequest, plan: Plan, keys: list[int]) -> HttpResponse:
    key = request.POST.get("section", "")
    section = get_object_or_404(plan.sections.all(), pk=number_in(key)) if key else None
    moved = actions.move_items(plan, keys, actions.Place(section=section), request.user)
    return answered(request, plan, said=f"Перемещено: {counted(len(moved))}.")


@signed_in
@require_POST
@tells_errors
def plan_cells(request: HttpRequest, pk: int) -> HttpResponse:
    """Write many cells, and new rows with them, all or nothing.

    `cells` is JSON: a list of [row, field, text, the text one started from]; `added` a list of
    the texts of new rows, which come after the row `after`.
    """
    plan = plan_to_add_to(request.user, pk)
    cells = [_cell(values) for values in _list_in(request, "cells")]
    added = [_new_row(values) for values in _list_in(request, "added")]
    place = None
    if added:
        place = actions.Place(after=row_of_plan(plan, request.POST.get("after", "")))
    number = len(cells)
    words = f"{number} {plural(number, 'ячейка', 'ячейки', 'ячеек')}"
    more = f", новых пунктов: {len(added)}" if added else ""
    title = _TITLES.get(request.POST.get("kind", ""), "правка")
    actions.change_cells(plan, cells, request.user, f"{title} — {words}{more}", added, place)
    return answered(request, plan, said=f"Записано: {words}{more}.")


def _list_in(request: HttpRequest, name: str) -> list[Any]:
    try:
        found = json.loads(request.POST.get(name) or "[]")
    except (ValueError, RecursionError) as error:
        raise BadRequest(name) from error
    if not isinstance(found, list) or len(found) > actions.MOST_ROWS * len(FIELDS):
        raise BadRequest(name)
    return found


def _cell(values: Any) -> actions.Cell:
    match values:
        case [int(item), str(field), str(text), str(base)] if field in FIELDS:
            return actions.Cell(item, field, text, base)
    raise BadRequest("cells")


def _new_row(values: Any) -> dict[str, str]:
    is_row = isinstance(values, dict) and FIELDS.keys() >= values.keys()
    if not (is_row and all(isinstance(text, str) for text in values.values())):
        raise BadRequest("added")
    return values


@signed_in
@require_POST
def plan_paste(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a pasted block would change; nothing is written yet."""
    plan = plan_to_add_to(request.user, pk)
    try:
        block = pasting.read_cells(request.POST.get("text", ""), request.POST.get("html", ""))
        target = _target(request, plan)
        proposal = pasting.propose(plan, block, target)
    except UploadError as error:
        return JsonResponse({"error": str(error)}, status=422)
    html = render_to_string("events/plan_paste.html", {"proposal": proposal}, request)
    cells = [[cell.item, cell.field, cell.text, cell.base] for cell in proposal.cells()]
    answer = {"html": html, "cells": cells, "added": proposal.added}
    return in_json({**answer, "good": proposal.is_good})


def _target(request: HttpRequest, plan: Plan) -> pasting.Target:
    """Read the range of the page: keys of its rows in the order they are shown, and fields."""
    asked = request.POST.get("rows", "").split(",")[: actions.MOST_ROWS]
    keys = [key for key in map(number_in, asked) if key is not None]
    found: dict[int, PlanItem] = {
        item.pk: item for item in full_rows(plan.items.filter(pk__in=keys, removed_at=None))
    }
    fields = [name for name in request.POST.get("fields", "").split(",") if name in FIELDS]
    return pasting.Target(
        rows=[found[key] for key in keys if key in found],
        fields=fields,
        height=number_in(request.POST.get("height", "")) or 1,
        width=number_in(request.POST.get("width", "")) or 1,
        may_add=bool(request.POST.get("may_add")),
    )
