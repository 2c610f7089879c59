"""Loading the answers of a file, all of them or none."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from statistics.actions.entry.changes import Change, Draft, SaveResult, Source
from statistics.actions.entry.holding import lock
from statistics.actions.entry.weighing import weigh
from statistics.actions.entry.writing import write
from statistics.models import Submission
from statistics.queries.answers import read_sheet


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
    result, draft = SaveResult(), Draft()
    for change in changes:
        weigh(sheet, change, source, draft, result)
    if not result.is_clean:
        raise ValidationError([f"{one.address}: {one.message}" for one in result.errors])
    write(locked, sheet, draft, by, source)
