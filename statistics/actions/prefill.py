"""Taking what seldom changes from last year, and confirming that it still holds."""

from collections.abc import Collection, Mapping

from django.db import transaction

from accounts.models import User
from statistics.actions.entry import Change, SaveResult, lock, save_answers
from statistics.models import Submission, ValueChange
from statistics.queries.answers import read_sheet
from statistics.queries.prefill import prefill_of


@transaction.atomic
def take_from_last_year(
    submission: Submission,
    section: int,
    seen: Mapping[str, int],
    by: User | None,
    only: Collection[str] = (),
) -> SaveResult:
    """Put last year's numbers into constant cells of a section, marked until confirmed.

    Without `only` all cells that are blank are filled and the answered ones stay as they are.
    `seen` are the versions of the answers that the person had before her: what somebody else has
    written since comes back as a conflict. Raises SubmissionFrozenError.
    """
    prefill = prefill_of(read_sheet(lock(submission)), section)
    offered = prefill.cells if prefill else ()
    changes = [
        Change(one.spec.address, one.reply.text, seen.get(one.spec.address, 0), confirmed=True)
        for one in offered
        if (one.spec.address in only if only else one.state.reply is None)
    ]
    return save_answers(submission, changes, by, ValueChange.Source.LAST_YEAR)


@transaction.atomic
def confirm_prefilled(
    submission: Submission, section: int, by: User | None, only: Collection[str] = ()
) -> SaveResult:
    """Say that figures taken from last year hold: all of a section, or `only` some.

    Raises SubmissionFrozenError.
    """
    sheet = read_sheet(lock(submission))
    changes = [
        Change(address, sheet.cells[address].text, sheet.cells[address].version)
        for address in sheet.unconfirmed(section)
        if not only or address in only
    ]
    return save_answers(submission, changes, by, ValueChange.Source.CONFIRMED)
