"""Lines of a few cells put side by side: which work goes with which time and person."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.guards import signed_in
from events.actions import PlanError
from events.actions import imports as actions
from events.imports import blocks
from events.imports.asked import blocks_of
from events.imports.draft import Draft
from events.imports.headings import ROLES
from events.imports.pairing import SLOTTED, WORK_KINDS, Pairing, PairingError, fingerprint
from events.imports.preview import row_address
from events.imports.rows import DraftError
from events.models import PlanImport
from events.views.import_drafts import change, import_of

MAX_SENT = 1_000_000


@signed_in
@require_safe
def import_pairing(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The lines of one cell and of those beside it, to be slid, joined and split."""
    plan_import = import_of(request.user, pk)
    if plan_import.state != PlanImport.State.PREVIEW:
        return redirect("events:import-preview", pk)
    draft = Draft.from_json(plan_import.rows)
    pairing = _pairing(draft, key)
    cell = next((each for each in blocks_of(draft) if each.key == key), None)
    context = {
        "plan": plan_import.plan,
        "plan_import": plan_import,
        "key": key,
        "cell": cell,
        "others": [each for each in blocks_of(draft) if each.doubtful and each.key != key],
        "columns": [(number, _title(draft, number)) for number in pairing.columns],
        "lines": _lines(pairing),
        "kinds": WORK_KINDS,
        "told": json.dumps(_told(draft, pairing), ensure_ascii=False),
    }
    return render(request, "events/import_pairing.html", context)


@signed_in
@require_POST
def import_pair(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Keep what was slid, joined and split; answers with what is now certain."""
    plan_import = import_of(request.user, pk)
    sent = request.POST.get("pairing", "")
    try:
        if len(sent) > MAX_SENT:
            raise PairingError("Сопоставление слишком велико. Разделите таблицу на части.")
        pairing = Pairing.from_json(json.loads(sent))
        base = request.POST.get("base", "")
        draft = actions.change_draft(plan_import, lambda draft: draft.pair(key, pairing, base))
    except (json.JSONDecodeError, RecursionError):
        return JsonResponse({"error": "Сопоставление не прочитано. Обновите страницу."}, status=422)
    except (DraftError, PairingError, PlanError) as error:
        return JsonResponse({"error": str(error)}, status=409)
    return JsonResponse(_told(draft, draft.pairing(key)))


@signed_in
@require_POST
def import_paired(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The person has looked at the cell: on to the next doubtful one, or back to the preview."""
    response = change(request, pk, lambda draft: draft.check(key), "Ячейка проверена.")
    draft = Draft.from_json(import_of(request.user, pk).rows)
    waiting = [block for block in blocks_of(draft) if block.doubtful]
    if waiting:
        messages.info(request, "Вот следующая ячейка, где строк не поровну.")
        return redirect("events:import-pairing", pk, waiting[0].key)
    response["Location"] += "#cells" if draft.blocks else ""
    return response


@signed_in
@require_POST
def import_refold(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Put the cell together again, or take it apart anew as it was offered at first."""
    if request.POST.get("way") != "anew":
        return change(request, pk, lambda draft: draft.fold(key), "Ячейка снова целая.", "#rows")
    made: list[str] = []
    response = change(request, pk, lambda draft: made.append(draft.renew(key)), "Начали заново.")
    return redirect("events:import-pairing", pk, made[0]) if made else response


@signed_in
@require_POST
def import_unfold(request: HttpRequest, pk: int, index: int) -> HttpResponse:
    """Take a row apart by lines and show them side by side."""
    made: list[str] = []

    def act(draft: Draft) -> None:
        draft.expect(index, request.POST.get("mark", ""))
        made.append(draft.unfold(index))

    try:
        actions.change_draft(import_of(request.user, pk), act)
    except (DraftError, PlanError) as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('events:import-preview', args=[pk])}{row_address(index)}")
    return redirect("events:import-pairing", pk, made[0])


def _pairing(draft: Draft, key: str) -> Pairing:
    try:
        return draft.pairing(key)
    except DraftError as error:
        raise Http404 from error


def _title(draft: Draft, number: int) -> str:
    return ROLES[draft.columns[number]["role"]]


def _told(draft: Draft, pairing: Pairing) -> dict[str, Any]:
    """Return what the page needs to go on: the mark of what stands, and what is certain."""
    sure = {
        number: pairing.certain(number, names_time=blocks.names_time(draft.columns, number))
        for number, cells in pairing.columns.items()
    }
    return {"base": fingerprint(pairing.to_json()), "sure": sure}


def _lines(pairing: Pairing) -> list[dict[str, Any]]:
    """Return the rows of the page: works with their cells, headings without, cells without pair."""
    lines: list[dict[str, Any]] = []
    place = 0
    for entry in pairing.entries:
        is_work = entry.kind in SLOTTED
        cells = pairing.cells_of(place) if is_work else {}
        lines.append({"text": entry.text, "kind": entry.kind, "cells": list(cells.items())})
        place += is_work
    for extra in range(pairing.loose):
        lines.append({"kind": "loose", "cells": list(pairing.cells_of(place + extra).items())})
    return lines
