"""Deciding about what was typed: to be written, a mistake, a question or a conflict."""

from common.russian import format_number
from statistics.actions.entry.changes import (
    Change,
    Conflict,
    Draft,
    Notice,
    SavedCell,
    SaveResult,
    Source,
)
from statistics.answers import AnswerError, Reply, is_unlikely, read_reply
from statistics.layout import CellSpec
from statistics.queries.answers import CellState, Sheet


def weigh(sheet: Sheet, change: Change, source: str, draft: Draft, result: SaveResult) -> None:
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
