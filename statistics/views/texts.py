"""The text part of a report: written by its library, read by all who see the report."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from common.editing import StaleObjectError, data_of
from common.guards import signed_in
from statistics.actions.entry import SubmissionFrozenError
from statistics.actions.texts import write_text
from statistics.forms.entry import BadRequestBodyError
from statistics.forms.texts import TextsForm
from statistics.models import ReportText, Submission
from statistics.queries.text_history import text_history_of
from statistics.queries.texts import HeadingText, text_part_of
from statistics.queries.verification import remarks_of
from statistics.rules import can_fill, can_see_collections, is_keeper
from statistics.views.guard import fetch_submission

MOST_AT_ONCE = 30


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def texts(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the texts of a report, and keep those that a browser without scripts sends."""
    is_sent = request.method == "POST"
    submission = fetch_submission(request.user, pk, is_keeper if is_sent else None)
    part = text_part_of(submission)
    form = TextsForm(data_of(request), part.texts)
    conflicts: list[tuple[HeadingText, ReportText]] = []
    if is_sent and form.is_valid():
        try:
            conflicts = _save_all(submission, form, request)
        except SubmissionFrozenError as error:
            messages.error(request, str(error))
        else:
            if form.is_valid() and not conflicts:
                messages.success(request, "текстовая часть сохранена.")
                return redirect("statistics:texts", pk)
    elif not is_sent and not form.is_bound:
        form = TextsForm(None, part.texts)
    context = {
        "submission": submission,
        "part": part,
        "form": form,
        "conflicts": conflicts,
        "remarks": [one for one in remarks_of(submission) if one.heading_id],
        "editable": can_fill(request.user, submission),
    }
    return render(request, "statistics/texts/texts.html", context)


def _save_all(
    submission: Submission, form: TextsForm, request: HttpRequest
) -> list[tuple[HeadingText, ReportText]]:
    """Keep what was typed; return the texts that somebody else has changed since.

    A fault is told at its field. The form then carries the versions that stand now, so that to
    send it again is to choose one's own text.
    """
    conflicts = []
    form.data = form.data.copy()
    for asked, text, version in form.typed:
        try:
            kept = write_text(submission, asked.heading, text, version, request.user)
        except StaleObjectError as stale:
            kept = stale.current
            if stale.opened and _same(stale.opened.text, text):
                form.data[f"text-{asked.heading}"] = kept.text
            else:
                conflicts.append((asked, kept))
        except ValidationError as error:
            form.add_error(f"text-{asked.heading}", error)
            continue
        form.data[f"version-{asked.heading}"] = str(kept.version if kept else 0)
    return conflicts


def _same(kept: str, typed: str) -> bool:
    """Whether the person left the text as she saw it; browsers end lines in their own way."""
    return kept == typed.replace("\r\n", "\n").strip()


@signed_in
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the texts that the page sends by itself; answer what became of each."""
    submission = fetch_submission(request.user, pk, is_keeper)
    try:
        changes = changes_of(request.body)
        told = [_kept(submission, change, request) for change in changes]
    except BadRequestBodyError as error:
        return JsonResponse({"message": str(error)}, status=400)
    except SubmissionFrozenError as error:
        return JsonResponse({"message": str(error)}, status=409)
    return JsonResponse({"texts": told, "saved_at": f"{timezone.localtime():%H:%M}"})


def changes_of(body: bytes) -> list[tuple[int, str, int]]:
    """Return heading, text and version of each change; raise BadRequestBodyError."""
    try:
        told = json.loads(body)["changes"]
        changes = [(int(one["heading"]), str(one["text"]), int(one["version"])) for one in told]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadRequestBodyError("Запрос не разобран. Обновите страницу.") from error
    if len(changes) > MOST_AT_ONCE:
        raise BadRequestBodyError(f"За раз сохраняется не больше {MOST_AT_ONCE} текстов.")
    return changes


def _kept(
    submission: Submission, change: tuple[int, str, int], request: HttpRequest
) -> dict[str, Any]:
    heading, text, version = change
    try:
        row = write_text(submission, heading, text, version, request.user)
    except StaleObjectError as stale:
        row = stale.current
        by = row.changed_by.short_name if row.changed_by else ""
        at = f"{timezone.localtime(row.changed_at):%d.%m %H:%M}"
        told = {"theirs": row.text, "by": by, "at": at, "version": row.version}
        return {"heading": heading, "conflict": told}
    except ValidationError as error:
        return {"heading": heading, "error": error.messages[0]}
    return {"heading": heading, "version": row.version if row else 0}


@signed_in
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell who wrote what under which heading, and who put or took away which file."""
    submission = fetch_submission(request.user, pk)
    context = {"submission": submission, "events": text_history_of(submission)}
    context["reviews"] = can_see_collections(request.user)
    return render(request, "statistics/texts/history.html", context)
