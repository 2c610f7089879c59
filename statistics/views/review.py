"""The methodist's page of one report: figures, doubts, remarks, decision."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from common.editing import seen_version
from common.guards import allowed_to, signed_in
from statistics.actions import review as actions
from statistics.actions.entry import SubmissionFrozenError
from statistics.actions.looks import look
from statistics.forms.review import ReasonForm, RemarkForm, ReturnForm
from statistics.grid import GridBlock, Marks, dom_id, grid_of, marks_of
from statistics.layout import SectionSpec
from statistics.models import Remark, Submission
from statistics.queries.answers import Sheet, read_sheet
from statistics.queries.board import next_waiting
from statistics.queries.left_open import left_open_in
from statistics.queries.news import news_since
from statistics.queries.texts import text_part_of
from statistics.queries.verification import judged_findings, remarks_of
from statistics.rules import can_review, can_see_collections, can_take_down, is_keeper
from statistics.views.guard import fetch_submission, refusal


@allowed_to(can_see_collections)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the whole report with all that is said about it."""
    form = RemarkForm(initial={"address": request.GET.get("cell", "")})
    submission = fetch_submission(request.user, pk)
    return _page(request, submission, form, seen_until=look(submission, request.user))


def _page(
    request: HttpRequest,
    submission: Submission,
    remark_form: RemarkForm,
    status: int = 200,
    seen_until: datetime | None = None,
) -> HttpResponse:
    sheet = read_sheet(submission)
    findings = judged_findings(submission, sheet)
    remarks = list(remarks_of(submission))
    news = news_since(submission, seen_until) if seen_until else None
    state = Submission.State
    transitions = list(submission.transitions.select_related("made_by"))
    left = left_open_in(submission, remarks, transitions) if submission.sent_as else None
    context = {
        "submission": submission,
        "sections": _sections(sheet, marks_of(findings, remarks, news=news.cells if news else {})),
        "news": news,
        "findings": findings,
        "open_findings": [one for one in findings if one.blocks],
        "remarks": remarks,
        "left": left,
        "open_remarks": [one for one in remarks if not one.resolved_at],
        "transitions": transitions,
        "extensions": submission.extensions.select_related("made_by"),
        "is_waiting": submission.state == state.SUBMITTED,
        "can_review": can_review(request.user, submission),
        "can_remark": can_review(request.user, submission)
        and submission.state in (state.SUBMITTED, state.RETURNED),
        "next_waiting": next_waiting(submission),
        "remark_form": remark_form,
        "part": text_part_of(submission),
        "can_take_down": can_take_down(request.user),
        "return_form": ReturnForm(),
        "reason_form": ReasonForm(),
        "year": submission.campaign.year,
    }
    return render(request, "statistics/review/review.html", context, status=status)


def _sections(sheet: Sheet, marks: Marks) -> list[tuple[SectionSpec, list[GridBlock]]]:
    """Lay out all sections as on the paper form, with what is said at their cells."""
    return [(section, grid_of(section, sheet, marks)) for section in sheet.layout.sections]


@allowed_to(can_see_collections)
@require_POST
def remark_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a remark; what cannot be kept is shown again with the reason."""
    submission = fetch_submission(request.user, pk, can_review)
    form = RemarkForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        address, on_text = told["address"], told["heading"] or told["file"]
        try:
            actions.add_remark(submission, request.user, **told)
        except ValidationError as error:
            form.add_error(
                "address" if "cell" in getattr(error, "error_dict", {}) else None, error.messages
            )
        except actions.ReviewError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "замечание записано.")
            place = f"#{dom_id(address)}" if address else "#texts" if on_text else "#remarks"
            query = f"?{urlencode({'cell': address})}" if address else ""
            return redirect(reverse("statistics:review", args=[pk]) + query + place)
    return _page(request, submission, form, status=422)


def _decide(
    request: HttpRequest, pk: int, act: Callable[[Submission], Any], done: str, text: str = ""
) -> HttpResponse:
    submission = fetch_submission(request.user, pk, can_review)
    try:
        act(submission)
    except (ValidationError, actions.ReviewError) as error:
        messages.error(request, refusal(error, text))
    else:
        messages.success(request, done)
    return redirect("statistics:review", pk)


@allowed_to(can_see_collections)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(
        request,
        pk,
        lambda one: actions.accept(one, request.user, seen_version(request)),
        "отчёт принят.",
    )


@allowed_to(can_see_collections)
@require_POST
def return_for_revision(request: HttpRequest, pk: int) -> HttpResponse:
    comment = request.POST.get("comment", "")
    return _decide(
        request,
        pk,
        lambda one: actions.return_for_revision(one, request.user, comment, seen_version(request)),
        "отчёт возвращён, библиотеке отправлено письмо.",
        comment,
    )


@allowed_to(can_see_collections)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _decide(
        request,
        pk,
        lambda one: actions.reopen(one, request.user, reason, seen_version(request)),
        "отчёт снова открыт для исправления.",
        reason,
    )


@allowed_to(can_see_collections)
@require_POST
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    code, reason = request.POST.get("code", ""), request.POST.get("reason", "")
    return _decide(
        request,
        pk,
        lambda one: actions.waive(one, code, reason, request.user),
        "контроль для этого отчёта снят.",
        reason,
    )


@allowed_to(can_see_collections)
@require_POST
def remark_resolve(request: HttpRequest, pk: int, remark: int) -> HttpResponse:
    found = get_object_or_404(Remark, pk=remark, submission=pk)
    return _decide(
        request, pk, lambda _one: actions.resolve_remark(found, request.user), "замечание снято."
    )


@signed_in
@require_POST
def remark_answer(request: HttpRequest, pk: int, remark: int) -> HttpResponse:
    """Write the library's answer under a remark."""
    submission = fetch_submission(request.user, pk, is_keeper)
    found = get_object_or_404(Remark, pk=remark, submission=submission)
    text = request.POST.get("answer", "")
    try:
        actions.answer_remark(found, text, request.user)
    except (ValidationError, actions.ReviewError, SubmissionFrozenError) as error:
        messages.error(request, refusal(error, text))
    else:
        messages.success(request, "ответ записан, методист его увидит.")
    return redirect("statistics:submission", pk)
