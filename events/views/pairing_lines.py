"""The rows of the page on which lines are paired."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from events.imports.pairing import SLOTTED, Pairing
from events.imports.steps import NAME, Spot

# About so many letters of a line of works stand in one line of its field.
_LINE = 50


@dataclass
class CellShown:
    """A cell beside a work; `sure` tells whether it is of this work: "yes", "no", "" for empty."""

    column: int
    title: str
    place: int
    text: str
    is_spot: bool
    sure: str = ""

    @property
    def sign(self) -> str:
        return {"yes": "✓", "no": "?"}.get(self.sure, "")

    @property
    def rows(self) -> int:
        return self.text.count("\n") + 1


@dataclass
class LineShown:
    """A row of the page: a line of works with its cells, or cells without a pair."""

    kind: str
    text: str = ""
    line: int = 0
    is_spot: bool = False
    cells: list[CellShown] = field(default_factory=list)

    @property
    def holds_spot(self) -> bool:
        return self.is_spot or any(cell.is_spot for cell in self.cells)

    @property
    def rows(self) -> int:
        return self.text.count("\n") + 1 + len(self.text) // _LINE


class Shown:
    """A pairing on its page; `sure` tells of how many first works the cells are certain."""

    def __init__(
        self,
        pairing: Pairing,
        titles: Mapping[int, str],
        sure: Mapping[int, int],
        spot: Spot | None,
    ) -> None:
        self.pairing, self.titles, self.sure, self.spot = pairing, titles, sure, spot

    def lines(self) -> list[LineShown]:
        """Return works with their cells, headings without, cells without a pair last."""
        lines: list[LineShown] = []
        place = 0
        for number, entry in enumerate(self.pairing.entries):
            line = LineShown(entry.kind, entry.text, number, self.spot == (NAME, number))
            if entry.kind in SLOTTED:
                line.cells = self._cells(place)
                place += 1
            lines.append(line)
        loose = range(place, place + self.pairing.loose)
        return lines + [LineShown("loose", cells=self._cells(each)) for each in loose]

    def _cells(self, place: int) -> list[CellShown]:
        return [
            CellShown(
                column,
                self.titles[column],
                place,
                text,
                self.spot == (column, place),
                self._told(column, place),
            )
            for column, text in self.pairing.cells_of(place).items()
        ]

    def _told(self, column: int, place: int) -> str:
        if not self.pairing.columns[column]:
            return ""
        return "yes" if place < min(self.sure[column], len(self.pairing.works)) else "no"
