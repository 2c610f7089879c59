"""Putting files and the signed scan beside a report, and taking them away."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from accounts.models import User
from common.editing import create_row
from common.files.checking import CheckedFile
from common.files.storing import delete_stored, stored_values
from common.uploads import MEGABYTE
from statistics import notices
from statistics.actions.entry import lock, start
from statistics.actions.wording import fit_text
from statistics.models import ReportFile, Submission

MOST_FILES = {ReportFile.Kind.FILE: 20, ReportFile.Kind.SCAN: 10}
MOST_BYTES = 60 * MEGABYTE
_KEPT = ("file", "file_name", "file_kind", "file_size")


@transaction.atomic
def attach_file(
    submission: Submission, kind: str, file: CheckedFile, by: User | None
) -> ReportFile:
    """Keep a checked file beside the report; kept once more it is the one kept already.

    Raises SubmissionFrozenError, and ValidationError when there are too many of them.
    """
    locked = lock(submission)
    checksum = hashlib.sha256(file.data).hexdigest()
    same = locked.files.filter(kind=kind, checksum=checksum).first()
    if same is not None:
        return same
    _refuse_more(locked, ReportFile.Kind(kind), len(file.data))
    stored = {name: value for name, value in stored_values(file).items() if name in _KEPT}
    row = ReportFile(submission=locked, kind=kind, checksum=checksum, added_by=by, **stored)
    create_row(row, by)
    start(locked, by, timezone.now())
    return row


def _refuse_more(submission: Submission, kind: ReportFile.Kind, size: int) -> None:
    if submission.files.filter(kind=kind).count() >= MOST_FILES[kind]:
        what = "Сканов" if kind == ReportFile.Kind.SCAN else "Файлов"
        raise ValidationError(
            f"{what} у отчёта может быть не больше {MOST_FILES[kind]}: уберите лишний "
            "или соедините несколько в один PDF."
        )
    whole = submission.files.aggregate(whole=Sum("file_size"))["whole"] or 0
    if whole + size > MOST_BYTES:
        raise ValidationError(
            f"Все файлы отчёта вместе — не больше {MOST_BYTES // MEGABYTE} МБ: "
            "уменьшите картинки или уберите лишний файл."
        )


@transaction.atomic
def remove_file(file: ReportFile, by: User | None) -> None:
    """Take a file away for good; that it was there stays in the history.

    Raises SubmissionFrozenError.
    """
    lock(file.submission)
    delete_stored(file.file)
    file._history_user = by
    file.delete()


@transaction.atomic
def take_down_file(file: ReportFile, reason: str, by: User) -> None:
    """Take a file away for good at the department's word, whatever the state of the report.

    The reason stays in the history, and the library is written to. Raises ValidationError without
    a reason.
    """
    reason = fit_text(reason)
    if not reason:
        raise ValidationError("Напишите, почему файл убран: библиотека получит это письмом.")
    locked = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("campaign__form", "library")
        .get(pk=file.submission_id)
    )
    held = ReportFile.objects.select_for_update().filter(pk=file.pk).first()
    if held is None:
        return
    notices.tell_removed(locked, held, reason, by)
    delete_stored(held.file)
    held._history_user, held._change_reason = by, reason
    held.delete()
