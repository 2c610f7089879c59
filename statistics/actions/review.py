"""What a methodist does with a report: remarks, returning, accepting, waiving a check."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from statistics import notices
from statistics.actions.doubts import record_findings
from statistics.actions.entry import lock
from statistics.actions.transitions import move
from statistics.actions.wording import fit_text
from statistics.models import Cell, Remark, Submission, Waiver
from statistics.queries.answers import read_sheet
from statistics.queries.verification import judged_findings

State = Submission.State


class ReviewError(Exception):
    """The act does not fit the report as it stands now; the text tells a person why."""


@transaction.atomic
def accept(submission: Submission, by: User, version: int | None = None) -> Submission:
    """Accept a sent report; its open remarks count as settled.

    `version` is that of the report the methodist has read. Raises ReviewError when the report is
    not waiting for a decision or has changed since.
    """
    locked = _lock(submission, version, (State.SUBMITTED,), "Принять можно только отправленный")
    locked.remarks.filter(resolved_at=None).update(resolved_at=timezone.now(), resolved_by=by)
    move(locked, State.ACCEPTED, by)
    notices.tell_accepted(locked, by)
    return locked


@transaction.atomic
def return_for_revision(
    submission: Submission, by: User, comment: str = "", version: int | None = None
) -> Submission:
    """Give a sent report back to its library with the remarks left on it.

    Raises ReviewError when the report is not waiting for a decision or has changed since, and
    ValidationError when nothing tells the library what to mend.
    """
    comment = fit_text(comment)
    locked = _lock(submission, version, (State.SUBMITTED,), "Вернуть можно только отправленный")
    remarks = list(locked.remarks.filter(resolved_at=None).select_related("cell", "heading"))
    if not remarks and not comment:
        raise ValidationError(
            "Напишите, что исправить: оставьте замечание к ячейке или общее пояснение."
        )
    move(locked, State.RETURNED, by, comment)
    notices.tell_returned(locked, comment, remarks, by)
    return locked


@transaction.atomic
def reopen(submission: Submission, by: User, reason: str, version: int | None = None) -> Submission:
    """Give an accepted report back to its library. Raises ReviewError, ValidationError."""
    reason = fit_text(reason)
    if not reason:
        raise ValidationError("Напишите, почему принятый отчёт открывают снова.")
    locked = _lock(submission, version, (State.ACCEPTED,), "Открыть снова можно только принятый")
    move(locked, State.RETURNED, by, reason)
    notices.tell_returned(locked, reason, [], by)
    return locked


@transaction.atomic
def add_remark(
    submission: Submission,
    by: User,
    text: str,
    address: str = "",
    heading: int | None = None,
    file: int | None = None,
) -> Remark:
    """Leave a remark on the report: on its cell at `address`, its text or file, or on all of it.

    Raises ReviewError for a report that its library is still filling, ValidationError for an
    empty text or a place that the report has not.
    """
    locked = _lock(submission, None, (State.SUBMITTED, State.RETURNED), "Замечания оставляют на")
    remark = Remark(
        submission=locked, author=by, text=fit_text(text), cell=_cell(locked, address.strip())
    )
    if heading is not None:
        remark.heading = _one(locked.campaign.headings, heading)
    if file is not None:
        remark.file = _one(locked.files, file)
        remark.file_name = remark.file.file_name
    remark.full_clean()
    remark.save()
    return remark


@transaction.atomic
def resolve_remark(remark: Remark, by: User) -> Remark:
    """Take a remark off as settled; once more changes nothing."""
    locked = Remark.objects.select_for_update().get(pk=remark.pk)
    if locked.resolved_at is None:
        locked.resolved_at, locked.resolved_by = timezone.now(), by
        locked.save(update_fields=["resolved_at", "resolved_by"])
    return locked


@transaction.atomic
def answer_remark(remark: Remark, text: str, by: User) -> Remark:
    """Write the library's answer to a remark.

    Raises ReviewError for a settled one, and SubmissionFrozenError when the report is not with
    the library.
    """
    lock(remark.submission)
    locked = Remark.objects.select_for_update().get(pk=remark.pk)
    if locked.resolved_at is not None:
        raise ReviewError("Замечание уже снято, отвечать на него не нужно.")
    locked.answer = fit_text(text)
    locked.answered_at, locked.answered_by = timezone.now(), by
    locked.full_clean()
    locked.save(update_fields=["answer", "answered_at", "answered_by"])
    return locked


@transaction.atomic
def waive(submission: Submission, check_code: str, reason: str, by: User) -> Waiver:
    """Let a report be sent although a check fails, for good reason.

    Raises ReviewError when the check finds nothing in this report, ValidationError without a
    reason.
    """
    locked = _lock(submission, None, tuple(State), "")
    reason = fit_text(reason)
    if not reason:
        raise ValidationError("Напишите, почему контроль здесь не нужен.")
    sheet = read_sheet(locked)
    found = judged_findings(locked, sheet)
    if check_code not in {one.finding.code for one in found}:
        raise ReviewError("Этот контроль больше ничего не находит: снимать его не нужно.")
    waiver, _ = Waiver.objects.update_or_create(
        submission=locked,
        check_code=check_code,
        defaults={"reason": reason, "author": by},
    )
    if locked.state == State.SUBMITTED:
        record_findings([(locked, judged_findings(locked, sheet))])
    return waiver


def _lock(
    submission: Submission, version: int | None, states: tuple[str, ...], refusal: str
) -> Submission:
    """Take the submission for writing until the transaction ends; see that it is as expected."""
    locked = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("campaign__form", "campaign__edition", "library", "organisation")
        .get(pk=submission.pk)
    )
    if not locked.campaign.is_open:
        raise ReviewError("Сбор отчётности завершён, решения по отчётам больше не принимают.")
    if locked.state not in states:
        raise ReviewError(f"{refusal} отчёт, а этот {locked.get_state_display()}.")
    if version is not None and version != locked.version:
        raise ReviewError("Пока Вы читали, отчёт изменился. Посмотрите его ещё раз и решите снова.")
    return locked


def _one(rows: Any, pk: int) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise ValidationError("Этого в отчёте уже нет: обновите страницу и посмотрите ещё раз.")
    return found


def _cell(submission: Submission, address: str) -> Cell | None:
    if not address:
        return None
    cell = submission.campaign.edition.cells.filter(address=address).first()
    if cell is None:
        raise ValidationError({"cell": f"Ячейки {address} в форме нет. Пример адреса: 2.04.3."})
    return cell
