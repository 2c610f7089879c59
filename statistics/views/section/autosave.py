"""The answer to each autosave: what was kept, and what the screen has to show now."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.guards import signed_in
from statistics.actions.entry import (
    SaveResult,
    SubmissionFrozenError,
    save_answers,
)
from statistics.forms.entry import (
    Autosave,
    BadRequestBodyError,
    autosave_of_json,
)
from statistics.grid import Marks, marks_of, worst
from statistics.layout import Layout, layout_of
from statistics.models import Submission
from statistics.rules import is_keeper
from statistics.views.guard import fetch_submission
from statistics.views.section.parts import problems_in, standing_of


@signed_in
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the cells that changed; answer with what the screen has to show now."""
    submission = fetch_submission(request.user, pk, is_keeper)
    try:
        sent = autosave_of_json(request.body)
        result = save_answers(submission, sent.changes, request.user)
    except BadRequestBodyError as error:
        return JsonResponse({"message": str(error)}, status=400)
    except SubmissionFrozenError as error:
        return JsonResponse({"message": str(error)}, status=409)
    return JsonResponse(_payload(submission, result, sent))


def _payload(submission: Submission, result: SaveResult, sent: Autosave) -> dict[str, Any]:
    """Put the result into JSON; the list of problems comes drawn by the page's own template."""
    layout = layout_of(submission.campaign.edition)
    marks = marks_of(result.findings, [])
    return {
        "saved": [vars(one) for one in result.saved],
        "totals": [vars(one) for one in result.totals],
        "errors": [vars(one) for one in result.errors],
        "questions": [vars(one) for one in result.questions],
        "conflicts": [
            {
                "address": one.address,
                "title": layout.cells[one.address].title,
                "yours": one.yours,
                "theirs": one.theirs,
                "version": one.version,
                "by": one.changed_by,
                "at": _clock(one.changed_at),
            }
            for one in result.conflicts
        ],
        "others": _others(result, sent),
        "notes": _notes(marks),
        "problems": _problems_html(submission, layout, result, sent.section),
        "progress": {
            key: {"left": one.left, **standing_of(key, one, result.findings)}
            for key, one in result.progress.items()
        },
        "time": _clock(result.saved_at),
    }


def _others(result: SaveResult, sent: Autosave) -> list[dict[str, Any]]:
    """Return the cells on the screen that somebody has changed since it was drawn.

    Totals of the section come with them: they follow from what is not on the screen yet.
    """
    touched = {one.address for one in (*sent.changes, *result.totals)}
    own = {
        address: result.sheet.cells[address]
        for address, spec in result.sheet.layout.cells.items()
        if spec.section == sent.section and address not in touched
    }
    moved = {at: one for at, one in own.items() if at in sent.seen and sent.seen[at] != one.version}
    cells = result.sheet.layout.cells
    totals = {at: one for at, one in own.items() if cells[at].is_total} if moved else {}
    return [
        {"address": at, "text": one.text, "version": one.version, "by": one.changed_by}
        for at, one in (moved | totals).items()
    ]


def _notes(marks: Marks) -> dict[str, dict[str, str]]:
    return {
        address: {
            "severity": worst(found),
            "html": render_to_string("statistics/entry/note.html", {"findings": found}),
        }
        for address, found in marks.findings.items()
    }


def _problems_html(
    submission: Submission, layout: Layout, result: SaveResult, number: int | None
) -> str:
    if number is None:
        return ""
    context = {"submission": submission, "editable": True}
    context |= problems_in(layout, result.findings, number)
    return render_to_string("statistics/entry/problems.html", context)


def _clock(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%H:%M") if moment else ""
