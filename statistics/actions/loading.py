"""Loading the answers of many libraries from one table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from statistics.actions.entry import Change, frozen_message, load_answers
from statistics.imports.values import LibraryAnswers, ValuesError
from statistics.models import Campaign, Submission


@dataclass(frozen=True)
class Loaded:
    """What a load came to."""

    libraries: int
    values: int


@transaction.atomic
def load_values(campaign: Campaign, rows: Sequence[LibraryAnswers], by: User | None) -> Loaded:
    """Write the answers of every library of the table, or of none.

    Goes by the same way as typing: the same totals, versions and history. Raises ValuesError
    when a library has no report in the campaign or its report is no longer open.
    """
    submissions = _submissions_by_code(campaign)
    messages = []
    found: dict[int, tuple[Submission, LibraryAnswers]] = {}
    for row in rows:
        submission = submissions.get(row.code) or submissions.get(row.code.lstrip("0"))
        if submission is None:
            messages.append(
                f"Строка {row.row}: библиотеки с кодом «{row.code}» нет в сборе {campaign.name}."
            )
        elif submission.pk in found:
            messages.append(_told_twice(row, found[submission.pk][1]))
        else:
            found[submission.pk] = submission, row
            if not submission.is_editable:
                messages.append(f"Строка {row.row} («{row.code}»): {frozen_message(submission)}")
    if messages:
        raise ValuesError(messages)
    for submission, row in found.values():
        changes = [Change(address, text, None) for address, text in row.texts.items()]
        load_answers(submission, changes, by)
    return Loaded(len(found), sum(len(row.texts) for _submission, row in found.values()))


def _told_twice(row: LibraryAnswers, first: LibraryAnswers) -> str:
    """Say that two rows speak of one library, which codes less their zeros may hide."""
    return (
        f"Строка {row.row}: библиотека «{row.code}» уже есть в строке {first.row} («{first.code}»)."
    )


def _submissions_by_code(campaign: Campaign) -> dict[str, Submission]:
    """Return reports by library code, and by the code less the zeros that Excel takes away."""
    submissions = list(campaign.submissions.select_related("library", "campaign"))
    bare: dict[str, list[Submission]] = {}
    for submission in submissions:
        bare.setdefault(submission.library.code.lstrip("0"), []).append(submission)
    by_code = {code: alike[0] for code, alike in bare.items() if len(alike) == 1}
    return by_code | {submission.library.code: submission for submission in submissions}
