"""Works and their times, people, organisers, when the lines of a few cells do not line up.

A cell of dozens of works stands beside a cell of dozens of dates, and nothing but their order
tells which is whose. A Pairing keeps each column as a run of its own: sliding, joining and
splitting lines in one column moves nothing in the others, and no letter can be lost.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from common.text import normalise
from events.imports.lines import is_marked, tell_lines

# What a line of the column of works may be; the first two take a cell of every other column.
WORK_KINDS = {
    "item": "Пункт плана",
    "skip": "Не загружать, и срок тоже",
    "section": "Раздел",
    "figure": "Показатель",
    "group": "Заголовок показателей",
    "off": "Не загружать строку",
}
SLOTTED = ("item", "skip")
# An anchor («по отдельному графику» in the work and in the time) must say this much.
MIN_ANCHOR = 6
# Fewer lines side by side than this may be one work with a few times; marked lines are sure.
MIN_UNMARKED = 3
_LETTERS = re.compile(r"[\W_]+")


class PairingError(ValueError):
    """A pairing that would lose, repeat or invent text; the message is for the person."""


class Entry(NamedTuple):
    """One line of the column of works, and what it is."""

    text: str
    kind: str


@dataclass
class Pairing:
    """Works in order, and for each other column the cells of those that take one, in order.

    Cells beyond the last work are without a pair. An empty cell is a work without a time.
    """

    entries: list[Entry]
    columns: dict[int, list[str]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def works(self) -> list[Entry]:
        """The lines that take a cell of every other column."""
        return [entry for entry in self.entries if entry.kind in SLOTTED]

    @property
    def loose(self) -> int:
        """How many rows of cells stand beyond the last work."""
        return max([0, *(len(cells) - len(self.works) for cells in self.columns.values())])

    def cells_of(self, place: int) -> dict[int, str]:
        """Return the cells of the work at `place`, or without a pair when there are fewer works."""
        return {
            number: cells[place] if place < len(cells) else ""
            for number, cells in self.columns.items()
        }

    def certain(self, column: int, *, names_time: bool) -> int:
        """Return for how many of the first works the cells of `column` are surely theirs.

        Sure are all when there are as many cells as works; otherwise those up to the last work
        that names its time itself, when each before it has a cell.
        """
        works, cells = self.works, self.columns[column]
        if len(cells) == len(works) and all(cells):
            return len(works)
        if not names_time:
            return 0
        filled = next((n for n, cell in enumerate(cells) if not cell), len(cells))
        anchors = [
            place
            for place, (work, cell) in enumerate(zip(works, cells[:filled], strict=False))
            if len(cell) >= MIN_ANCHOR and normalise(cell) in normalise(work.text)
        ]
        return anchors[-1] + 1 if anchors else 0


def _letters(text: str) -> str:
    return _LETTERS.sub("", text)


def propose(cells: Sequence[str], name_column: int, columns: Sequence[int]) -> Pairing:
    """Return the lines of a row's cells side by side in their order, nothing guessed.

    A single line beside many works is meant for all of them. A line that ends with a comma goes
    on in the next one.
    """
    entries = [Entry(line.text, line.kind) for line in tell_lines(cells[name_column])]
    works = sum(entry.kind in SLOTTED for entry in entries)
    sides = {}
    for column in columns:
        lines = _cell_lines(cells[column])
        sides[column] = lines * works if len(lines) == 1 else lines
    return Pairing(entries, sides)


def _cell_lines(cell: str) -> list[str]:
    lines: list[str] = []
    for line in (line.strip() for line in cell.split("\n")):
        if not _letters(line):
            continue
        if lines and lines[-1].endswith(","):
            lines[-1] = f"{lines[-1]}\n{line}"
        else:
            lines.append(line)
    return lines


def holds_several(cells: Sequence[str], name_column: int, columns: Sequence[int]) -> bool:
    """Tell whether a row's cells hold several works with times or people side by side."""
    works = [line.text for line in tell_lines(cells[name_column]) if line.kind == "item"]
    beside = max((len(_cell_lines(cells[column])) for column in columns), default=0)
    if sum(is_marked(work) for work in works) > 1:
        return beside > 1
    return min(len(works), beside) >= MIN_UNMARKED


def fingerprint(kept: Any) -> str:
    """Return a short mark of what was shown, by which a change made meanwhile is noticed."""
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False).encode()).hexdigest()[:16]
