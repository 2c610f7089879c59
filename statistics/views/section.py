"""The entry screen: one section of the form, a page."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from common.guards import signed_in
from common.personal_data import looked_at
from common.russian import plural
from common.typed import typed_before
from statistics.actions.entry import (
    SaveResult,
    SubmissionFrozenError,
    fill_blanks_with_zero,
    save_answers,
)
from statistics.actions.from_staff import take_from_staff
from statistics.actions.submitting import explain
from statistics.forms.entry import (
    BadRequestBodyError,
    changes_of_form,
    changes_of_json,
    explanations_of_form,
    versions_seen,
)
from statistics.grid import Marks, Typed, grid_of, marks_of, worst
from statistics.layout import Layout, SectionSpec, layout_of
from statistics.models import Submission
from statistics.queries.answers import Sheet, read_sheet
from statistics.queries.from_staff import staff_offer
from statistics.queries.my_reports import neighbours_of
from statistics.queries.prefill import prefill_of
from statistics.queries.progress import Progress, progress_by_section
from statistics.queries.verification import Judged, judged_findings, remarks_of
from statistics.rules import can_fill, is_keeper
from statistics.views import prefill
from statistics.views.guard import fetch_submission


@dataclass
class Unsaved:
    """What a person typed without scripts and could not be saved: shown again, nothing is lost."""

    cells: dict[str, Typed] = field(default_factory=dict)
    explanations: list[str] = field(default_factory=list)


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a section for typing (or reading); take it whole from a browser without scripts."""
    if request.method == "GET":
        return _page(request, fetch_submission(request.user, pk), number, _before_sign_in(request))
    submission = fetch_submission(request.user, pk, is_keeper)
    _section_or_404(layout_of(submission.campaign.edition), number)
    try:
        unsaved = _save_form(request, submission, number)
    except SubmissionFrozenError as error:
        messages.error(request, str(error))
        unsaved = Unsaved()
    if unsaved.cells or unsaved.explanations:
        return _page(request, fetch_submission(request.user, pk), number, unsaved)
    return redirect("statistics:section", pk, number)


@signed_in
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the cells that changed; answer with what the screen has to show now."""
    submission = fetch_submission(request.user, pk, is_keeper)
    try:
        changes, number = changes_of_json(request.body)
        result = save_answers(submission, changes, request.user)
    except BadRequestBodyError as error:
        return JsonResponse({"message": str(error)}, status=400)
    except SubmissionFrozenError as error:
        return JsonResponse({"message": str(error)}, status=409)
    return JsonResponse(_payload(submission, result, number))


def _before_sign_in(request: HttpRequest) -> Unsaved:
    """Return what the person sent from this page after her session had ended."""
    typed = typed_before(request)
    if typed is None:
        return Unsaved()
    message = "Сеанс закончился, и это значение ещё не сохранено."
    return Unsaved(
        {one.address: Typed(one.text, message) for one in changes_of_form(typed)},
        [text for _code, _fingerprint, text in explanations_of_form(typed)],
    )


def _save_form(request: HttpRequest, submission: Submission, number: int) -> Unsaved:
    """Save a posted page; return what could not be saved."""
    unsaved = Unsaved()
    result = save_answers(submission, changes_of_form(request.POST), request.user)
    unsaved.cells = _typed(request, result)
    for code, fingerprint, text in explanations_of_form(request.POST):
        try:
            explain(submission, code, fingerprint, text, request.user)
        except ValidationError as error:
            unsaved.explanations.append(text)
            messages.error(request, error.messages[0])
    act, _, address = request.POST.get("act", "").partition(":")
    if act == "zeros" and not unsaved.cells:
        filled = fill_blanks_with_zero(submission, number, request.user)
        _tell_zeros(request, len(filled.saved))
    elif act == "staff" and not unsaved.cells:
        unsaved.cells = _take_from_staff(request, submission, address, result)
    elif act == "last-year" and not unsaved.cells:
        unsaved.cells = _typed(request, prefill.take(request, submission, number, address, result))
    elif act == "confirm" and not unsaved.cells:
        prefill.confirm(request, submission, number, address)
    elif result.is_clean:
        messages.success(request, "все изменения сохранены.")
    else:
        count = len(unsaved.cells)
        cells = plural(count, "ячейка", "ячейки", "ячеек")
        where = plural(count, "Она выделена", "Они выделены", "Они выделены")
        messages.error(request, f"не сохранено: {count} {cells}. {where} в таблице.")
    return unsaved


def _take_from_staff(
    request: HttpRequest, submission: Submission, address: str, just_saved: SaveResult
) -> dict[str, Typed]:
    """Take one cell, or all that the list of people fills; return what could not be taken."""
    seen = versions_seen(request.POST)
    seen |= {one.address: one.version for one in just_saved.saved}
    result = take_from_staff(submission, [address] if address else list(seen), seen, request.user)
    if result.is_clean:
        cells = plural(len(result.saved), "ячейка", "ячейки", "ячеек")
        messages.success(request, f"из списка кадров взято: {len(result.saved)} {cells}.")
    else:
        messages.error(request, "не всё взято из списка кадров: ячейки выделены в таблице.")
    return _typed(request, result)


def _tell_zeros(request: HttpRequest, count: int) -> None:
    cells = plural(
        count, "пустая ячейка заполнена", "пустые ячейки заполнены", "пустых ячеек заполнено"
    )
    messages.success(request, f"{count} {cells} нулями.")


def _typed(request: HttpRequest, result: SaveResult) -> dict[str, Typed]:
    texts = {key.partition(":")[2]: request.POST[key] for key in request.POST if "cell:" in key}
    typed = {one.address: Typed(texts[one.address], one.message) for one in result.errors}
    for one in result.questions:
        typed[one.address] = Typed(texts[one.address], one.message, is_question=True)
    for one in result.conflicts:
        message = (
            f"Пока Вы работали, {one.changed_by or 'другой человек'} записал(а) сюда "
            f"«{one.theirs or 'пусто'}». Сохраните ещё раз, если верно Ваше значение."
        )
        typed[one.address] = Typed(one.yours, message)
    return typed


def _section_or_404(layout: Layout, number: int) -> SectionSpec:
    try:
        return layout.section(number)
    except KeyError as error:
        raise Http404 from error


def _page(
    request: HttpRequest, submission: Submission, number: int, unsaved: Unsaved
) -> HttpResponse:
    sheet = read_sheet(submission)
    spec = _section_or_404(sheet.layout, number)
    findings = judged_findings(submission, sheet)
    remarks = list(remarks_of(submission))
    editable = can_fill(request.user, submission)
    offer = staff_offer(submission, sheet, number) if editable else None
    if offer:
        looked_at(request.user, f"Раздел 6: кого посчитали, {submission.library}")
    marks = marks_of(findings, remarks, unsaved.cells, offer.cells if offer else None)
    context = {
        "staff": offer,
        "prefill": prefill_of(sheet, number) if editable else None,
        "submission": submission,
        "section": spec,
        "blocks": grid_of(spec, sheet, marks),
        "editable": editable,
        "blank_count": len(sheet.blank(number)),
        "unsaved_explanations": unsaved.explanations,
        "remarks": [one for one in remarks if one.cell and one.cell.section == number],
        "has_previous": bool(sheet.previous),
        "now": timezone.now(),
        **_problems(sheet.layout, findings, number),
        **_neighbours(sheet, number, findings),
    }
    if is_keeper(request.user, submission):
        context["neighbours"] = neighbours_of(submission, request.user)
    return render(request, "statistics/section.html", context)


def _problems(layout: Layout, findings: list[Judged], number: int) -> dict[str, Any]:
    """Return what the list of problems needs: those that touch a cell of the section."""
    own = [
        one
        for one in findings
        if any(layout.cells[address].section == number for address in one.finding.addresses)
    ]
    return {"problems": own, "open_count": sum(one.blocks for one in own)}


def _neighbours(sheet: Sheet, number: int, findings: list[Judged]) -> dict[str, Any]:
    """Return the sections for the row of links, with progress and marks, and those beside."""
    sections = list(sheet.layout.sections)
    progress = progress_by_section(sheet)
    at = [one.number for one in sections].index(number)
    return {
        "steps": [
            {"section": one, **_step(one.number, progress[one.number], findings)}
            for one in sections
        ],
        "progress": progress[number],
        "previous_section": sections[at - 1] if at else None,
        "next_section": sections[at + 1] if at + 1 < len(sections) else None,
    }


def _step(number: int, progress: Progress, findings: list[Judged]) -> dict[str, str]:
    """Return how a section stands, in a mark and words: mistakes first, then what is left."""
    severity = worst(one for one in findings if one.address.startswith(f"{number}."))
    if severity == "error":
        words = "! ошибки"
    elif severity == "explain":
        words = "? пояснить"
    elif progress.is_complete:
        words = "✓ заполнен"
    else:
        words = f"{progress.filled} из {progress.total}"
    return {"severity": severity, "words": words}


def _payload(submission: Submission, result: SaveResult, number: int | None) -> dict[str, Any]:
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
        "notes": _notes(marks),
        "problems": _problems_html(submission, layout, result, number),
        "progress": {
            key: {"left": one.left, **_step(key, one, result.findings)}
            for key, one in result.progress.items()
        },
        "time": _clock(result.saved_at),
    }


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
    context |= _problems(layout, result.findings, number)
    return render_to_string("statistics/entry/problems.html", context)


def _clock(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%H:%M") if moment else ""
