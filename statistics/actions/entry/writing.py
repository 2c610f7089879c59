"""Writing answers with the totals that they change, their versions and their history."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from statistics.actions.entry.changes import Draft, SavedCell, Source
from statistics.actions.entry.holding import start
from statistics.answers import Reply
from statistics.checks.engine import Answer, compute_totals
from statistics.models import Submission, Value, ValueChange
from statistics.queries.answers import Sheet


def write(
    submission: Submission, sheet: Sheet, draft: Draft, by: User | None, source: str
) -> dict[str, SavedCell]:
    """Write the draft and its totals; `sheet` knows then what is answered and what unconfirmed."""
    _add_totals(sheet, draft)
    replies = draft.replies | draft.totals
    if not replies:
        return {}
    now = timezone.now()
    submission.version += 1
    prefilled = draft.replies if source == Source.LAST_YEAR else ()
    _write_values(submission, sheet, replies, prefilled, by, now)
    for address in replies:
        is_prefilled = address in prefilled
        sheet.cells[address] = replace(sheet.cells[address], is_prefilled=is_prefilled)
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


def _add_totals(sheet: Sheet, draft: Draft) -> None:
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
