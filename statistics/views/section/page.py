"""The entry screen: one section of the form, a page."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

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
    changes_of_form,
    explanations_of_form,
    versions_seen,
)
from statistics.grid import Typed, grid_of, marks_of
from statistics.layout import Layout, SectionSpec, layout_of
from statistics.models import Submission
from statistics.queries.answers import read_sheet
from statistics.queries.from_staff import staff_offer
from statistics.queries.my_reports import neighbours_of
from statistics.queries.prefill import prefill_of
from statistics.queries.verification import judged_findings, remarks_of
from statistics.rules import can_fill, is_keeper
from statistics.views import prefill
from statistics.views.guard import fetch_submission
from statistics.views.section.parts import problems_in, sections_beside


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
        **problems_in(sheet.layout, findings, number),
        **sections_beside(sheet, number, findings),
    }
    if is_keeper(request.user, submission):
        context["neighbours"] = neighbours_of(submission, request.user)
    return render(request, "statistics/section.html", context)
