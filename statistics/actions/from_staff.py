"""Taking figures of a report from the list of people."""

from collections.abc import Collection, Mapping

from django.db import transaction

from accounts.models import User
from common.russian import format_number
from statistics.actions.entry import Change, SaveResult, save_answers
from statistics.models import Submission, ValueChange
from statistics.queries.from_staff import staff_numbers


@transaction.atomic
def take_from_staff(
    submission: Submission, addresses: Collection[str], seen: Mapping[str, int], by: User | None
) -> SaveResult:
    """Put what the list of people says into the cells; the history tells where it came from.

    `seen` are the versions of the answers that the person had before her: what somebody else
    has written since comes back as a conflict. An address the list knows nothing of is passed
    by. Raises SubmissionFrozenError.
    """
    numbers = staff_numbers(submission)
    changes = [
        Change(address, format_number(numbers[address]), seen.get(address, 0), confirmed=True)
        for address in addresses
        if address in numbers
    ]
    return save_answers(submission, changes, by, ValueChange.Source.STAFF)
