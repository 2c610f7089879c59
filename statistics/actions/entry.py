"""Writing answers into a submission: from the screen, a file or the API, by one way in.

A cell carries the version of the save that wrote it (the submission's own, which only grows),
so that a person who saw an older answer never overwrites a newer one without knowing.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.russian import format_number
from statistics.answers import AnswerError, Reply, is_unlikely, read_reply
from statistics.checks.engine import Answer, compute_totals
from statistics.layout import CellSpec
from statistics.models import Submission, Transition, Value, ValueChange
from statistics.queries.answers import CellState, Sheet, read_sheet
from statistics.queries.last_year import with_previous
from statistics.queries.progress import Progress, progress_by_section
from statistics.queries.verification import Judged, judged_findings

Source = ValueChange.Source


class SubmissionFrozenError(Exception):
    """Figures cannot be changed: the report is sent or accepted, or the campaign is closed."""


@dataclass(frozen=True)
class Change:
    """One cell as a person left it; `version` is that of the answer she saw, 0 for a blank.

    With `version` None nothing was seen and nothing is compared (loading a file).
    `confirmed` answers «всё верно?» for a number that is unlikely.
    """

    address: str
    text: str
    version: int | None
    reason: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class SavedCell:
    """An answer as it stands now."""

    address: str
    text: str
    version: int


@dataclass(frozen=True)
class Notice:
    """Why a cell was not saved, or what is asked about it."""

    address: str
    message: str


@dataclass(frozen=True)
class Conflict:
    """A cell that somebody else changed after the person saw it; nothing was overwritten."""

    address: str
    yours: str
    theirs: str
    version: int
    changed_by: str
    changed_at: datetime | None


@dataclass
class SaveResult:
    """What came of a save: nothing that was typed is left without an answer here."""

    saved: list[SavedCell] = field(default_factory=list)
    totals: list[SavedCell] = field(default_factory=list)
    errors: list[Notice] = field(default_factory=list)
    questions: list[Notice] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    findings: list[Judged] = field(default_factory=list)
    progress: dict[int, Progress] = field(default_factory=dict)
    saved_at: datetime | None = None

    @property
    def is_clean(self) -> bool:
        """Whether everything sent was saved."""
        return not (self.errors or self.questions or self.conflicts)


@dataclass
class _Draft:
    """Answers about to be written: None takes the answer away."""

    replies: dict[str, Reply | None] = field(default_factory=dict)
    totals: dict[str, Reply | None] = field(default_factory=dict)


def lock(submission: Submission) -> Submission:
    """Take the submission for writing until the transaction ends; its figures must be open."""
    locked = (
        with_previous(Submission.objects.select_for_update(of=("self",)))
        .select_related("campaign__edition", "campaign__form", "organisation", "library")
        .defer("campaign__edition__definition")
        .get(pk=submission.pk)
    )
    if not locked.is_editable:
        raise SubmissionFrozenError(frozen_message(locked))
    return locked


def frozen_message(submission: Submission) -> str:
    if not submission.campaign.is_open:
        return "Сбор отчётности завершён, изменить отчёт уже нельзя."
    return f"Отчёт {submission.get_state_display()}, изменить его сейчас нельзя."


@transaction.atomic
def save_answers(
    submission: Submission, changes: Iterable[Change], by: User | None, source: str = Source.SCREEN
) -> SaveResult:
    """Save what was typed, recompute the totals, and tell what the checks say now.

    Cells with a mistake, a question or a conflict are left as they were and returned; all others
    are saved. Raises SubmissionFrozenError.
    """
    locked = lock(submission)
    sheet = read_sheet(locked)
    result, draft = SaveResult(), _Draft()
    for change in changes:
        _weigh(sheet, change, source, draft, result)
    return _finish(locked, sheet, draft, result, by, source)


@transaction.atomic
def load_answers(
    submission: Submission, changes: Iterable[Change], by: User | None, source: str = Source.IMPORT
) -> None:
    """Write answers of a file, all of them or none, keeping the history; runs no checks.

    Totals that the file gives are kept as given. Raises SubmissionFrozenError, and
    ValidationError with a message for each cell that cannot be taken.
    """
    locked = lock(submission)
    sheet = read_sheet(locked)
    result, draft = SaveResult(), _Draft()
    for change in changes:
        _weigh(sheet, change, source, draft, result)
    if not result.is_clean:
        raise ValidationError([f"{one.address}: {one.message}" for one in result.errors])
    _write(locked, sheet, draft, by, source)


@transaction.atomic
def fill_blanks_with_zero(submission: Submission, section: int, by: User | None) -> SaveResult:
    """Put 0 into every unanswered cell of one section. Raises SubmissionFrozenError."""
    blank = read_sheet(lock(submission)).blank(section)
    return save_answers(submission, [Change(address, "0", 0) for address in blank], by)


@transaction.atomic
def recompute_totals(submission: Submission, by: User | None) -> SaveResult:
    """Replace totals that disagree with their parts, e.g. those loaded from a file."""
    locked = lock(submission)
    sheet = read_sheet(locked)
    draft = _Draft()
    for address, number in compute_totals(sheet.layout, sheet.answers).items():
        answer = sheet.answers.get(address)
        if answer is None or answer.number != number:
            draft.totals[address] = Reply(number)
    return _finish(locked, sheet, draft, SaveResult(), by, Source.TOTAL)


def _weigh(sheet: Sheet, change: Change, source: str, draft: _Draft, result: SaveResult) -> None:
    """Decide about one change: to the draft, or to the errors, questions or conflicts.

    A figure of last year given again by a person is written again: that is how she confirms it.
    """
    spec = sheet.layout.cells.get(change.address)
    if spec is None:
        result.errors.append(Notice(change.address, "Такой ячейки в форме нет или она закрыта."))
        return
    if spec.is_total and source != Source.IMPORT:
        result.errors.append(Notice(change.address, "Итог считается сам, вводить его не нужно."))
        return
    try:
        reply = read_reply(change.text, spec, change.reason)
    except AnswerError as error:
        result.errors.append(Notice(change.address, str(error)))
        return
    state = sheet.cells[change.address]
    if reply == state.reply and not (state.is_prefilled and source != Source.LAST_YEAR):
        result.saved.append(SavedCell(change.address, state.text, state.version))
    elif reply != state.reply and change.version not in (None, state.version):
        result.conflicts.append(_conflict(change, reply, state))
    elif reply and is_unlikely(reply, spec) and not change.confirmed and source != Source.IMPORT:
        result.questions.append(Notice(change.address, _question(reply, spec)))
    else:
        draft.replies[change.address] = reply


def _conflict(change: Change, reply: Reply | None, state: CellState) -> Conflict:
    return Conflict(
        address=change.address,
        yours=reply.text if reply else "",
        theirs=state.text,
        version=state.version,
        changed_by=state.changed_by,
        changed_at=state.changed_at,
    )


def _question(reply: Reply | None, spec: CellSpec) -> str:
    number = format_number(reply.number) if reply and reply.number is not None else ""
    return f"{number} — {spec.title}. Всё верно?"


def _finish(
    submission: Submission,
    sheet: Sheet,
    draft: _Draft,
    result: SaveResult,
    by: User | None,
    source: str,
) -> SaveResult:
    written = _write(submission, sheet, draft, by, source)
    result.saved += [written[address] for address in draft.replies]
    result.totals += [written[address] for address in draft.totals]
    result.findings = judged_findings(submission, sheet)
    result.progress = progress_by_section(sheet)
    result.saved_at = timezone.now()
    return result


def _write(
    submission: Submission, sheet: Sheet, draft: _Draft, by: User | None, source: str
) -> dict[str, SavedCell]:
    """Write the draft and its totals, and bring `sheet.answers` up to date."""
    _add_totals(sheet, draft)
    replies = draft.replies | draft.totals
    if not replies:
        return {}
    now = timezone.now()
    submission.version += 1
    prefilled = draft.replies if source == Source.LAST_YEAR else ()
    _write_values(submission, sheet, replies, prefilled, by, now)
    ValueChange.objects.bulk_create(
        ValueChange(
            submission=submission,
            cell_id=sheet.cells[address].cell_id,
            before=sheet.cells[address].text[:320],
            after=reply.text[:320] if reply else "",
            source=Source.TOTAL if address in draft.totals else source,
            changed_by=by,
            changed_at=now,
        )
        for address, reply in replies.items()
    )
    start(submission, by, now)
    return {
        address: SavedCell(address, reply.text if reply else "", submission.version if reply else 0)
        for address, reply in replies.items()
    }


def _add_totals(sheet: Sheet, draft: _Draft) -> None:
    """Put the draft into the sheet's answers, and into the draft the totals that it changes.

    A total whose parts did not change stays as it is: a wrong one that was loaded from a file
    is for the checks to show and for a person to recompute.
    """
    before = compute_totals(sheet.layout, sheet.answers)
    _merge(sheet.answers, draft.replies)
    after = compute_totals(sheet.layout, sheet.answers)
    for address in (total.address for total in sheet.layout.totals):
        if before.get(address) == after.get(address) or address in draft.replies:
            continue
        reply = Reply(after[address]) if address in after else None
        if reply != sheet.cells[address].reply:
            draft.totals[address] = reply
    _merge(sheet.answers, draft.totals)


def _merge(answers: dict[str, Answer], replies: dict[str, Reply | None]) -> None:
    for address, reply in replies.items():
        if reply is None:
            answers.pop(address, None)
        else:
            answers[address] = Answer(reply.number, reply.number is None)


def _write_values(
    submission: Submission,
    sheet: Sheet,
    replies: dict[str, Reply | None],
    prefilled: Collection[str],
    by: User | None,
    now: datetime,
) -> None:
    gone = [sheet.cells[address].cell_id for address, reply in replies.items() if reply is None]
    if gone:
        Value.objects.filter(submission=submission, cell__in=gone).delete()
    Value.objects.bulk_create(
        (
            Value(
                submission=submission,
                cell_id=sheet.cells[address].cell_id,
                number=reply.number,
                no_data_reason=reply.reason,
                is_prefilled=address in prefilled,
                version=submission.version,
                changed_by=by,
                changed_at=now,
            )
            for address, reply in replies.items()
            if reply is not None
        ),
        update_conflicts=True,
        unique_fields=["submission", "cell"],
        update_fields=[
            "number",
            "no_data_reason",
            "is_prefilled",
            "version",
            "changed_by",
            "changed_at",
        ],
    )


def start(submission: Submission, by: User | None, now: datetime) -> None:
    """Keep the new version, and with the first answer turn «не начат» into «заполняется»."""
    states = Submission.State
    if submission.state == states.NOT_STARTED:
        submission.state = states.DRAFT
        Transition.objects.create(
            submission=submission,
            before=states.NOT_STARTED,
            after=states.DRAFT,
            made_by=by,
            made_at=now,
        )
    submission.save(update_fields=["version", "state"])
