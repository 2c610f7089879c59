"""Saving what was typed, noughts for blanks, totals anew: each tells what checks say now."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from statistics.actions.entry.changes import Change, Draft, SaveResult, Source
from statistics.actions.entry.holding import lock
from statistics.actions.entry.weighing import weigh
from statistics.actions.entry.writing import write
from statistics.answers import Reply
from statistics.checks.engine import compute_totals
from statistics.models import Submission
from statistics.queries.answers import Sheet, read_sheet
from statistics.queries.progress import progress_by_section
from statistics.queries.verification import judged_findings


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
    result, draft = SaveResult(), Draft()
    for change in changes:
        weigh(sheet, change, source, draft, result)
    return _finish(locked, sheet, draft, result, by, source)


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
    draft = Draft()
    for address, number in compute_totals(sheet.layout, sheet.answers).items():
        answer = sheet.answers.get(address)
        if answer is None or answer.number != number:
            draft.totals[address] = Reply(number)
    return _finish(locked, sheet, draft, SaveResult(), by, Source.TOTAL)


def _finish(
    submission: Submission,
    sheet: Sheet,
    draft: Draft,
    result: SaveResult,
    by: User | None,
    source: str,
) -> SaveResult:
    written = write(submission, sheet, draft, by, source)
    result.saved += [written[address] for address in draft.replies]
    result.totals += [written[address] for address in draft.totals]
    result.findings = judged_findings(submission, sheet)
    result.progress = progress_by_section(sheet)
    result.sheet = sheet
    result.saved_at = timezone.now()
    return result
