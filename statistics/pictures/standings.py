"""Where one stands among others: the middle half as a box, its median, and one's own mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from common.tables import Table
from statistics.pictures.drawing import Picture, Rect, Rule, Text, shortened

_NAMES = 300
_LEFT, _RIGHT = 320, 780
_BOX = (450, 650)
_STEP = 30
_TOP = 26
_LETTERS = 38


@dataclass(frozen=True)
class Among:
    """A named number among the quartiles of others."""

    name: str
    own: Decimal
    low: Decimal
    median: Decimal
    high: Decimal
    words: str


def standings(title: str, rows: Sequence[Among], table: Table) -> Picture:
    """Return the picture; every row has a scale of its own, on which the boxes are one size.

    A mark far from the others stands at the edge: how far is told in the table.
    """
    rects: list[Rect] = []
    texts = [
        Text(_BOX[0], 14, "нижняя четверть", "end"),
        Text((_BOX[0] + _BOX[1]) / 2, 14, "средняя половина", "middle"),
        Text(_BOX[1], 14, "верхняя четверть", "start"),
    ]
    rules: list[Rule] = []
    for place, one in enumerate(rows):
        y = _TOP + place * _STEP
        texts.append(Text(_NAMES, y + 16, shortened(one.name, _LETTERS), "end"))
        rules.append(Rule(_LEFT, y + 11, _RIGHT, y + 11))
        rects.append(Rect(_BOX[0], y + 2, _BOX[1] - _BOX[0], 18, 3))
        rects.append(Rect(round(_place(one, one.median), 1) - 1, y + 2, 2, 18, 0))
        rects.append(Rect(round(_place(one, one.own), 1) - 5, y + 6, 10, 10, 0))
    return Picture(
        title=title,
        in_words="; ".join(f"{one.name} — {one.words}" for one in rows),
        height=_TOP + _STEP * len(rows),
        table=table,
        rects=tuple(rects),
        texts=tuple(texts),
        rules=tuple(rules),
    )


def _place(one: Among, number: Decimal) -> float:
    """Return where a number lies on the row's scale, no further than its edges."""
    span = float(one.high - one.low)
    if not span:
        at = (_BOX[0] + _BOX[1]) / 2 if number == one.median else 0.0
        return at or float(_RIGHT if number > one.median else _LEFT)
    at = _BOX[0] + float(number - one.low) / span * (_BOX[1] - _BOX[0])
    return min(max(at, _LEFT + 5), _RIGHT - 5)
