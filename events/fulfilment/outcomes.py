"""What became of each row of a plan in a part of its year.

A row counts once, and its marks each: what recurs every quarter is expected four times a year.
The per cent tells how much is held of what was expected by the day.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from common.russian import short_day
from events.fulfilment.lines import Line
from events.fulfilment.parts import YearPart
from events.models import ItemMark, PlanItem

HELD, GOING, PARTLY, MOVED = "held", "going", "partly", "moved"
CANCELLED, NOT_DONE = "cancelled", "not_done"
UNMARKED, AHEAD = "unmarked", "ahead"
STATES = {
    HELD: "выполнено",
    GOING: "выполняется",
    PARTLY: "выполнено частично",
    MOVED: "перенесено",
    CANCELLED: "отменено",
    NOT_DONE: "не выполнено",
    UNMARKED: "не отмечено",
    AHEAD: "срок не наступил",
}


@dataclass(frozen=True)
class Outcome:
    """A row with its marks of the part of the year; `lines` has one at least."""

    item: PlanItem
    lines: tuple[Line, ...]
    today: dt.date
    part: YearPart

    @property
    def done(self) -> int:
        return sum(line.is_held for line in self.lines)

    @property
    def expected(self) -> int:
        """Return how many times it was to be held by the day, or should have been."""
        return sum(self._is_expected(line) for line in self.lines)

    def _is_expected(self, line: Line) -> bool:
        """Whether the time of a mark has come, or it is told already what became of it.

        What was moved waits for its new time, unless this lies beyond the part.
        """
        if line.mark is None:
            return not line.is_ahead(self.today)
        if line.is_moved and line.awaited_in in self.part.months:
            return self.part.month_is_over(line.awaited_in, self.today)
        return True

    @property
    def state(self) -> str:
        """Return which of STATES the row is in: held only when all its marks say so."""
        if self.done == len(self.lines):
            return HELD
        if self.done:
            return GOING if self.done == self.expected else PARTLY
        if any(line.is_moved for line in self.lines):
            return MOVED
        if all(line.mark for line in self.lines):
            return NOT_DONE if self.not_done else CANCELLED
        waits = [line for line in self.lines if line.mark is None]
        return AHEAD if all(line.is_ahead(self.today) for line in waits) else UNMARKED

    @property
    def not_done(self) -> list[ItemMark]:
        """Return the marks that say that the row was not carried out, for whatever reason."""
        return [mark for mark in self.marks if mark.state == ItemMark.State.NOT_DONE]

    @property
    def words(self) -> str:
        """Return the state, of a row with several marks with how many of them are held."""
        if len(self.lines) == 1:
            return STATES[self.state]
        return f"{STATES[self.state]}: проведено {self.done} из {len(self.lines)}"

    @property
    def marks(self) -> list[ItemMark]:
        return [line.mark for line in self.lines if line.mark]

    @property
    def days(self) -> list[str]:
        """Return when the row was held, earliest first."""
        days = sorted(mark.date for mark in self.marks if mark.date)
        return list(dict.fromkeys(short_day(day) for day in days))

    @property
    def people(self) -> int | None:
        """Return how many took part; None while nobody has said."""
        told = [mark.participants for mark in self.marks if mark.participants is not None]
        return sum(told) if told else None

    @property
    def remarks(self) -> list[str]:
        """Return reasons, where it was moved to, and notes, each once."""
        told: list[str] = []
        for mark in self.marks:
            if mark.moved_to:
                verb = "перенесено" if mark.state == ItemMark.State.MOVED else "переносилось"
                told.append(f"{verb} на {short_day(mark.moved_to)}")
            told += [mark.reason, mark.note]
        return list(dict.fromkeys(filter(None, told)))


@dataclass(frozen=True)
class Tally:
    """How many rows were planned and what became of them; how many times, of how many expected."""

    states: Counter[str]
    expected: int = 0
    held: int = 0

    @property
    def planned(self) -> int:
        return self.states.total()

    @property
    def done(self) -> int:
        return self.states[HELD]

    def number(self, state: str) -> int:
        return self.states[state]

    @property
    def percent(self) -> Decimal | None:
        """Return how much of the expected is held, in per cent; None where nothing was."""
        if not self.expected:
            return None
        return Decimal(100 * self.held) / self.expected


def outcomes_of(lines: Iterable[Line], part: YearPart, today: dt.date) -> list[Outcome]:
    """Return the rows that have a mark due in `part`, in the order of the plan."""
    rows: dict[int, list[Line]] = {}
    for line in lines:
        if line.due.month in part.months:
            rows.setdefault(line.item.pk, []).append(line)
    return [Outcome(found[0].item, tuple(found), today, part) for found in rows.values()]


def moved_into(lines: Iterable[Line], part: YearPart) -> list[Line]:
    """Return the marks due outside `part` whose rows were moved into it."""
    return [
        line
        for line in lines
        if line.due.month not in part.months
        and line.mark
        and line.mark.moved_to
        and part.begin <= line.mark.moved_to <= part.end
    ]


def tally_of(outcomes: Sequence[Outcome]) -> Tally:
    return Tally(
        Counter(outcome.state for outcome in outcomes),
        expected=sum(outcome.expected for outcome in outcomes),
        held=sum(outcome.done for outcome in outcomes),
    )
