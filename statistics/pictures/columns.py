"""Dynamics: a column a year, from nought up, so that heights compare as the numbers do."""

from collections.abc import Sequence
from decimal import Decimal

from statistics.pictures.drawing import (
    WIDTH,
    Picture,
    Point,
    Rect,
    Rule,
    Text,
    mark_in,
    table_of,
    told,
)

_PLOT = 180
_TOP = 26
_BOTTOM = 26
_WIDEST = 90


def columns(title: str, unit: str, points: Sequence[Point], places: int = 0) -> Picture:
    """Return the picture of numbers over years; a year without data keeps its empty place."""
    numbers = [Decimal(one.number) for one in points if one.number is not None]
    high, low = max([*numbers, Decimal(0)]), min([*numbers, Decimal(0)])
    span = (high - low) or Decimal(1)
    step = WIDTH / max(len(points), 1)
    nought = _TOP + _PLOT * float(high / span)
    table = table_of(title, "Год", points, [unit], places)
    rects, texts = [], []
    for place, one in enumerate(points):
        middle = round(step * (place + 0.5), 1)
        texts.append(Text(middle, _TOP + _PLOT + _BOTTOM - 6, one.name, "middle"))
        length = 0.0 if one.number is None else float(abs(one.number) / span) * _PLOT
        top = nought if one.number is not None and one.number < 0 else nought - length
        wide = min(step * 0.6, _WIDEST)
        if one.number is not None:
            rects.append(Rect(round(middle - wide / 2, 1), round(top, 1), wide, round(length, 1)))
        words = _short(one, places) + mark_in(table, one.gap)
        texts.append(Text(middle, round(top - 6, 1), words, "middle"))
    return Picture(
        title=title,
        in_words="; ".join(one.in_words(places) for one in points),
        height=_TOP + _PLOT + _BOTTOM,
        table=table,
        rects=tuple(rects),
        texts=tuple(texts),
        rules=(Rule(0, round(nought, 1), WIDTH, round(nought, 1)),),
    )


def _short(one: Point, places: int) -> str:
    return "—" if one.number is None else told(one.number, places)
