"""A workbook that was filled in without the portal: taken, looked at, and written or dropped."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from common.files.checking import CheckedFile
from common.imports.records import own_imports
from statistics.actions.entry import (
    Change,
    SaveResult,
    SubmissionFrozenError,
    frozen_message,
    save_answers,
)
from statistics.models import Campaign, OfflineUpload, Submission, ValueChange
from statistics.offline.comparing import FILE, PORTAL, Filled, changes_of, compare
from statistics.offline.reading import OfflineRefusedError, read_filled_workbook
from statistics.queries.sheets import read_sheets
from statistics.rules import submissions_visible_to

KIND = "offline"


class OfflineOutdatedError(OfflineRefusedError):
    """The portal has moved on since the person looked; nothing was written."""


class OfflineUndecidedError(OfflineRefusedError):
    """Somebody else's figures stand against hers in cells where she has not chosen yet."""


@dataclass
class Applied:
    """What a workbook came to: how many cells were written, in how many reports."""

    cells: int = 0
    results: dict[int, SaveResult] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many errors the checks find in these reports now."""
        found = (one for result in self.results.values() for one in result.findings)
        return sum(one.finding.severity == "error" for one in found)


def take_workbook(
    file: CheckedFile, campaign: Campaign, only: Submission | None, by: User
) -> OfflineUpload:
    """Read a filled workbook and keep what it would change; no figure is touched.

    It may speak of the person's reports in the campaign, or of `only` one. Raises
    OfflineRefusedError with everything that is wrong, and UploadError.
    """
    reports = submissions_visible_to(by).filter(campaign=campaign)
    if only is not None:
        reports = reports.filter(pk=only.pk)
    expected = {one.pk: one for one in reports.select_related("library")}
    for one in expected.values():
        one.campaign = campaign
    filled = read_filled_workbook(file.data, file.name, campaign, expected)
    upload = OfflineUpload(
        owner=by, kind=KIND, file_name=file.name[-200:], campaign=campaign, submission=only
    )
    upload.source = {"sheets": [one.as_json() for one in filled]}
    _compare(upload)
    upload.save()
    return upload


@transaction.atomic
def compare_again(pk: int, by: User) -> OfflineUpload:
    """Compare a waiting workbook with what the portal holds now; choices are to be made anew.

    Raises OfflineOutdatedError when it is no longer waiting.
    """
    upload = _waiting(pk, by)
    upload.answers = {}
    _compare(upload)
    upload.save()
    return upload


def keep_choices(pk: int, by: User, choices: Mapping[str, str]) -> OfflineUpload:
    """Keep whose value a person has chosen where both were changed.

    Raises OfflineOutdatedError when the workbook is no longer waiting.
    """
    with transaction.atomic():
        upload = _waiting(pk, by)
        known = {row["key"] for row in upload.rows}
        upload.answers |= {
            key: choice
            for key, choice in choices.items()
            if key in known and choice in (FILE, PORTAL)
        }
        for row in upload.rows:
            is_asked = row["status"] == "doubtful" or row.get("was_doubtful")
            if is_asked and row["key"] in upload.answers:
                row["status"] = "changed" if upload.answers[row["key"]] == FILE else "skipped"
                row["was_doubtful"] = True
        upload.save()
    return upload


@transaction.atomic
def apply_workbook(pk: int, by: User) -> Applied:
    """Write everything that the workbook changes, or nothing.

    Goes the way of typing: the same versions, totals, history and checks. Raises
    OfflineUndecidedError while a choice is open, OfflineOutdatedError when a figure or a report
    has moved on after the person looked, or the workbook is no longer waiting.
    """
    upload = _waiting(pk, by)
    if upload.rows_of("doubtful"):
        raise OfflineUndecidedError(["Выберите значение в каждой из отмеченных ячеек."])
    applied = Applied()
    messages = list(_write(upload, by, applied))
    if messages:
        transaction.set_rollback(True)
        raise OfflineOutdatedError(messages)
    upload.saved_at = timezone.now()
    upload.end(upload.State.SAVED)
    return applied


@transaction.atomic
def drop_workbook(pk: int, by: User) -> None:
    """Forget a waiting workbook. Raises OfflineOutdatedError when it is no longer waiting."""
    upload = _waiting(pk, by)
    upload.end(upload.State.CANCELLED)


def own_uploads(by: User) -> QuerySet[OfflineUpload]:
    """Return the workbooks that the person brought, in her present place."""
    return own_imports(OfflineUpload.objects.filter(kind=KIND), by)


def _waiting(pk: int, by: User) -> OfflineUpload:
    uploads = own_imports(OfflineUpload.objects.select_for_update(of=("self",)), by)
    upload = uploads.select_related("campaign__edition").get(pk=pk)
    if upload.is_stale:
        raise OfflineOutdatedError(["Бланк ждал ответа дольше недели. Загрузите его снова."])
    if upload.state != upload.State.WAITING:
        raise OfflineOutdatedError([f"Загрузка уже завершена: {upload.get_state_display()}."])
    return upload


def _compare(upload: OfflineUpload) -> None:
    filled = [Filled.from_json(one) for one in upload.source["sheets"]]
    reports = Submission.objects.filter(pk__in=[one.submission for one in filled])
    sheets = read_sheets(upload.campaign, list(reports))
    upload.rows = [
        row for one in filled for row in compare(one, sheets[one.submission], upload.answers)
    ]


def _write(upload: OfflineUpload, by: User, applied: Applied) -> Iterator[str]:
    """Write report by report and yield what stands in the way."""
    groups = dict(changes_of(upload.rows))
    reports = submissions_visible_to(by).filter(pk__in=groups, campaign=upload.campaign_id)
    found = {one.pk: one for one in reports.select_related("campaign", "library")}
    for pk, rows in groups.items():
        if pk not in found:
            yield f"{rows[0]['library']}: отчёта больше нет среди Ваших."
            continue
        try:
            result = save_answers(found[pk], _changes(rows), by, ValueChange.Source.IMPORT)
        except SubmissionFrozenError:
            yield f"{rows[0]['library']}: {frozen_message(found[pk])}"
            continue
        applied.results[pk] = result
        applied.cells += len(rows)
        yield from _refusals(rows[0]["library"], result)


def _changes(rows: list[dict]) -> list[Change]:
    return [Change(row["address"], row["file"], row["version"]) for row in rows]


def _refusals(library: str, result: SaveResult) -> Iterator[str]:
    for one in result.errors:
        yield f"{library}, ячейка {one.address}: {one.message}"
    for one in result.conflicts:
        who = one.changed_by or "другой человек"
        yield f"{library}, ячейка {one.address}: {who} только что записал(а) «{one.theirs}»."
