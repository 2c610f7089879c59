"""A draft filled in for a try: nothing is kept, the totals and the checks answer as they will."""

from collections.abc import Mapping
from dataclasses import dataclass

from statistics.answers import AnswerError, Reply, is_unlikely, read_reply
from statistics.checks.engine import Answer, compute_totals, run_checks
from statistics.grid import GridBlock, Typed, grid_of, marks_of
from statistics.layout import Layout, SectionSpec
from statistics.queries.answers import CellState, Sheet
from statistics.queries.verification import Judged


@dataclass(frozen=True)
class Preview:
    """The sections as the librarian will see them, and what the checks say of what was typed."""

    sections: list[tuple[SectionSpec, list[GridBlock]]]
    findings: list[Judged]


def preview_of(layout: Layout, texts: Mapping[str, str]) -> Preview:
    """Lay out the whole form with what was typed for a try, `texts` by address."""
    replies, typed = _read(layout, texts)
    answers = {key: Answer(one.number, one.number is None) for key, one in replies.items()}
    for address, number in compute_totals(layout, answers).items():
        replies[address] = Reply(number)
        answers[address] = Answer(number)
    findings = [Judged(one) for one in run_checks(layout, answers, {})]
    sheet = Sheet(layout, {address: _state(replies.get(address)) for address in layout.cells})
    marks = marks_of(findings, [], typed)
    sections = [(one, grid_of(one, sheet, marks)) for one in layout.sections]
    return Preview(sections, findings)


def _read(layout: Layout, texts: Mapping[str, str]) -> tuple[dict[str, Reply], dict[str, Typed]]:
    """Return the answers, and what cannot be one with the reason, as on the entry screen."""
    replies: dict[str, Reply] = {}
    typed: dict[str, Typed] = {}
    for address, spec in layout.cells.items():
        text = "" if spec.is_total else texts.get(address, "")
        try:
            reply = read_reply(text, spec)
        except AnswerError as error:
            typed[address] = Typed(text, str(error))
            continue
        if reply is None:
            continue
        replies[address] = reply
        if is_unlikely(reply, spec):
            typed[address] = Typed(text, "Необычно большое число. Вы уверены?", is_question=True)
    return replies, typed


def _state(reply: Reply | None) -> CellState:
    return CellState(0, reply, 0, "", None, None)
