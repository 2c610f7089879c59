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
from events.forms.pairing import column_name, spot_in, steps_of_form
from events.imports import blocks
from events.imports.asked import blocks_of
from events.imports.draft import Draft
from events.imports.headings import ROLES
from events.imports.pairing import WORK_KINDS, Pairing, PairingError, fingerprint
from events.imports.preview import row_address
from events.imports.rows import DraftError
from events.imports.steps import Spot, Step
from events.models import PlanImport
from events.views.import_drafts import change, import_of
from events.views.pairing_lines import Shown

MAX_SENT = 100_000
_FOLDED = (
    "Ячейка снова целая. Если разобрать её по строкам ещё раз, они встанут так, как Вы их "
    "сопоставили."
)
_DONE = {
    "join": "Строки соединены.",
    "split": "Строка разделена.",
    "down": "Сдвинуто ниже.",
    "up": "Сдвинуто выше.",
    "kinds": "Вид строк изменён.",
    "undo": "Шаг отменён.",
    "redo": "Шаг возвращён.",
}


@signed_in
@require_safe
def import_pairing(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The lines of one cell and of those beside it, to be slid, joined and split."""
    plan_import = import_of(request.user, pk)
    if plan_import.state != PlanImport.State.PREVIEW:
        return redirect("events:import-preview", pk)
    draft = Draft.from_json(plan_import.rows)
    pairing = _pairing(draft, key)
    told = _told(draft, key)
    titles = {number: ROLES[draft.columns[number]["role"]] for number in pairing.columns}
    cell = next((each for each in blocks_of(draft) if each.key == key), None)
    context = {
        "plan": plan_import.plan,
        "plan_import": plan_import,
        "key": key,
        "cell": cell,
        "others": [each for each in blocks_of(draft) if each.doubtful and each.key != key],
        "columns": titles,
        "lines": Shown(pairing, titles, told["sure"], spot_in(request.GET.get("spot", ""))).lines(),
        "kinds": WORK_KINDS,
        "state": told,
        "told": json.dumps(told, ensure_ascii=False),
    }
    return render(request, "events/import_pairing.html", context)


@signed_in
@require_POST
def import_pair(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Take the steps that the page sent; answers with the lines as they stand, and what is sure."""
    plan_import = import_of(request.user, pk)
    base, spots = request.POST.get("base", ""), []
    try:
        steps = _steps_in(request.POST.get("steps", ""))
        draft = actions.change_draft(
            plan_import, lambda draft: spots.append(draft.take_steps(key, steps, base))
        )
    except (DraftError, PairingError, PlanError) as error:
        return JsonResponse({"error": str(error)}, status=409)
    pairing, spot = draft.pairing(key), spots[0]
    shown = {"entries": pairing.entries, "columns": pairing.columns}
    if spot:
        shown["spot"] = {"column": column_name(spot.column), "place": spot.place}
    return JsonResponse({**_told(draft, key), **shown})


@signed_in
@require_POST
def import_step(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Take one step by a plain form: at the cell that is marked, or kinds of lines together."""
    plan_import, act = import_of(request.user, pk), request.POST.get("act", "")
    spots: list[Spot | None] = []

    def take(draft: Draft) -> None:
        steps = steps_of_form(request.POST, draft.pairing(key))
        spots.append(draft.take_steps(key, steps, request.POST.get("base", "")))

    try:
        actions.change_draft(plan_import, take)
    except (DraftError, PairingError, PlanError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _DONE[act])
    spot = spots[0] if spots else spot_in(request.POST.get("spot", ""))
    where = f"?spot={column_name(spot.column)}:{spot.place}#spot" if spot else ""
    return redirect(reverse("events:import-pairing", args=[pk, key]) + where)


def _steps_in(sent: str) -> list[Step]:
    try:
        told = json.loads(sent) if len(sent) <= MAX_SENT else None
    except (json.JSONDecodeError, RecursionError):
        told = None
    if not isinstance(told, list):
        raise PairingError("Шаги не прочитаны. Обновите страницу.")
    return [Step.of(each) for each in told]


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
        return change(request, pk, lambda draft: draft.fold(key), _FOLDED, "#rows")
    response = change(request, pk, lambda draft: draft.renew(key), "Начали заново.")
    is_there = key in Draft.from_json(import_of(request.user, pk).rows).blocks
    return redirect("events:import-pairing", pk, key) if is_there else response


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


def _told(draft: Draft, key: str) -> dict[str, Any]:
    """Return what the page goes on from: the mark of what stands, what is sure, steps to undo."""
    pairing, steps = draft.pairing(key), draft.steps(key)
    sure = {
        number: pairing.certain(number, names_time=blocks.names_time(draft.columns, number))
        for number in pairing.columns
    }
    base = fingerprint(pairing.to_json())
    return {"base": base, "sure": sure, "past": len(steps.past), "future": len(steps.future)}
