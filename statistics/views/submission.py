"""A library's report as a whole: where it stands, what is left, and sending it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common.guards import signed_in
from statistics.actions import submitting
from statistics.actions.entry import SubmissionFrozenError, recompute_totals
from statistics.actions.submitting import (
    LeftOpenError,
    Problems,
    SubmissionBlockedError,
    problems_of,
)
from statistics.forms.entry import ResponsibleForm, explanations_of_form
from statistics.grid import worst
from statistics.models import Submission
from statistics.queries.answers import Sheet, read_sheet
from statistics.queries.left_open import LeftOpen, left_open_of
from statistics.queries.my_reports import Deadline, neighbours_of
from statistics.queries.progress import Progress, add, progress_by_section
from statistics.queries.texts import text_part_of
from statistics.queries.verification import Judged, judged_findings, remarks_of
from statistics.rules import can_fill, can_withdraw, is_keeper
from statistics.views.guard import fetch_submission, refusal


@never_cache
@signed_in
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, fetch_submission(request.user, pk))


@signed_in
@require_POST
def responsible(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down who answers for the report."""
    submission = fetch_submission(request.user, pk, is_keeper)
    form = ResponsibleForm(request.POST, instance=submission)
    if not form.is_valid():
        return _page(request, fetch_submission(request.user, pk), form)
    data = {key.removeprefix("responsible_"): value for key, value in form.cleaned_data.items()}
    try:
        submitting.set_responsible(submission, **data)
        messages.success(request, "ответственный за отчёт записан.")
    except SubmissionFrozenError as error:
        messages.error(request, str(error))
    return redirect("statistics:submission", pk)


@signed_in
@require_POST
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the explanations typed beside the findings."""
    submission = fetch_submission(request.user, pk, is_keeper)
    saved = False
    for code, fingerprint, text in explanations_of_form(request.POST):
        try:
            submitting.explain(submission, code, fingerprint, text, request.user)
            saved = True
        except (ValidationError, SubmissionFrozenError) as error:
            messages.error(request, refusal(error, text))
    if saved:
        messages.success(request, "пояснения сохранены.")
    return redirect("statistics:submission", pk)


@signed_in
@require_POST
def totals(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace totals that disagree with their parts."""
    submission = fetch_submission(request.user, pk, is_keeper)
    try:
        changed = recompute_totals(submission, request.user).totals
        messages.success(request, f"итоги пересчитаны, изменено ячеек: {len(changed)}.")
    except SubmissionFrozenError as error:
        messages.error(request, str(error))
    return redirect("statistics:submission", pk)


@signed_in
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the report, or show what is left to do or to agree to, with links to the cells."""
    submission = fetch_submission(request.user, pk, is_keeper)
    try:
        submitting.submit(submission, request.user, request.POST.get("despite", ""))
    except SubmissionBlockedError as error:
        return _page(request, submission, blocked=error.problems)
    except LeftOpenError as error:
        return _page(request, submission, asked=error.left_open)
    except SubmissionFrozenError as error:
        # A double click sends twice: the second answer, which the browser shows, is no failure.
        if fetch_submission(request.user, pk).state != Submission.State.SUBMITTED:
            messages.error(request, str(error))
            return redirect("statistics:submission", pk)
    return redirect("statistics:sent", pk)


@signed_in
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the report is sent and what happens next."""
    submission = fetch_submission(request.user, pk, is_keeper)
    if submission.state != Submission.State.SUBMITTED:
        return redirect("statistics:submission", pk)
    context = {
        "submission": submission,
        "neighbours": neighbours_of(submission, request.user),
        "can_withdraw": can_withdraw(request.user, submission),
    }
    return render(request, "statistics/sent.html", context)


@signed_in
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the report back for correction."""
    submission = fetch_submission(request.user, pk, is_keeper)
    try:
        submitting.withdraw(submission, request.user)
        messages.success(request, "отчёт отозван, его снова можно исправлять.")
    except SubmissionFrozenError as error:
        messages.error(request, str(error))
    return redirect("statistics:submission", pk)


def _page(
    request: HttpRequest,
    submission: Submission,
    form: ResponsibleForm | None = None,
    blocked: Problems | None = None,
    asked: LeftOpen | None = None,
) -> HttpResponse:
    sheet = read_sheet(submission)
    findings = judged_findings(submission, sheet)
    progress = progress_by_section(sheet)
    part = text_part_of(submission)
    editable = can_fill(request.user, submission)
    context: dict[str, Any] = {
        "submission": submission,
        "sections": _sections(sheet, progress, findings),
        "progress": add(list(progress.values())),
        "problems": findings,
        "left": problems_of(submission, sheet, findings, part.gaps),
        "part": part,
        "blocked": blocked,
        "asked": asked,
        "left_open": left_open_of(submission) if editable else None,
        "wrong_totals": any(one.finding.total for one in findings),
        "remarks": list(remarks_of(submission)),
        "transitions": list(submission.transitions.select_related("made_by")),
        "form": form or ResponsibleForm(instance=submission),
        "editable": editable,
        "can_withdraw": can_withdraw(request.user, submission),
        "extension": submission.extensions.first() if submission.extended_to else None,
        "deadline": Deadline(submission.due_on, timezone.localdate()),
    }
    if is_keeper(request.user, submission):
        context["neighbours"] = neighbours_of(submission, request.user)
    return render(request, "statistics/submission.html", context)


def _sections(
    sheet: Sheet, progress: Mapping[int, Progress], findings: Sequence[Judged]
) -> list[dict[str, Any]]:
    return [
        {
            "section": one,
            "progress": progress[one.number],
            "severity": worst(f for f in findings if _touches(f.address, one.number)),
        }
        for one in sheet.layout.sections
    ]


def _touches(address: str, section: int) -> bool:
    return address.startswith(f"{section}.")
