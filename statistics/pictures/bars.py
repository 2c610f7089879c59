"""Comparison: a bar a row, the longest first, with the year it is compared with below it."""

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
    shortened,
    table_of,
    told,
)

MOST_BARS = 40
_NAMES = 280
_LONGEST = 400
_STEP = 26
_STEP_OF_TWO = 34
_LETTERS = 36


def bars(
    title: str,
    name: str,
    points: Sequence[Point],
    headings: Sequence[str],
    places: int = 0,
) -> Picture:
    """Return the picture that compares rows; `headings` are the year and the one before, if any.

    Of very many rows the largest are drawn, and the table tells of those alone.
    """
    shown = _largest(points)
    numbers = [Decimal(n) for one in shown for n in (one.number, one.before) if n is not None]
    span = max([*numbers, Decimal(0)]) - min([*numbers, Decimal(0)]) or Decimal(1)
    nought = _NAMES + 10 + float(-min([*numbers, Decimal(0)]) / span) * _LONGEST
    with_before = len(headings) > 1
    step = _STEP_OF_TWO if with_before else _STEP
    table = table_of(title, name, shown, headings, places)
    rects: list[Rect] = []
    texts: list[Text] = []
    for place, one in enumerate(shown):
        y = place * step
        texts.append(Text(_NAMES, y + 17, shortened(one.name, _LETTERS), "end"))
        rects.append(_bar(one.number, span, nought, y + 4, 18, 0))
        if with_before and one.before is not None:
            rects.append(_bar(one.before, span, nought, y + 23, 6, 1))
        end = max(nought, rects[-1].x + rects[-1].width, _end(rects, y + 4))
        words = told(one.number, places) + mark_in(table, one.gap)
        texts.append(Text(round(end + 8, 1), y + 17, words))
    height = max(step * len(shown), step)
    return Picture(
        title=title,
        in_words="; ".join(one.in_words(places) for one in shown),
        height=height,
        table=table,
        rects=tuple(rects),
        texts=tuple(texts),
        rules=(Rule(round(nought, 1), 0, round(nought, 1), height),),
        width=WIDTH,
    )


def _largest(points: Sequence[Point]) -> list[Point]:
    told_of = [one for one in points if one.number is not None]
    return sorted(told_of, key=lambda one: -Decimal(one.number))[:MOST_BARS]


def _bar(
    number: Decimal | int, span: Decimal, nought: float, y: float, high: float, tint: int
) -> Rect:
    length = max(float(abs(number) / span) * _LONGEST, 1.0)
    left = nought - length if number < 0 else nought
    return Rect(round(left, 1), y, round(length, 1), high, tint)


def _end(rects: Sequence[Rect], y: float) -> float:
    return max((one.x + one.width for one in rects if one.y == y), default=0)
