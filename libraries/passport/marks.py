"""Where the numbers of a scheme stand, so that none covers a dot or another number.

A number stands beside its dot where there is room, else farther off at the end of a line to it.
All lengths are in units of the picture.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

LETTER, LINE = 9, 15  # a digit's width and the height of the type
GAP = 8  # between two numbers, or they would be read as one
DOT = 8  # half of the square that a dot takes
AFAR = 24  # from here on a line leads to the number
_RADII = (17, 26, 36, 48, 62, 78)
_ANGLES = (0, 45, -45, 180, 135, -135, 90, -90, 22, -22, 157, -157, 67, -67, 112, -112)

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Mark:
    """The middle of a number's foot, and the end of the line that leads to it, if one does."""

    x: float
    y: float
    line_to: tuple[float, float] | None = None


def place_marks(
    dots: Sequence[tuple[float, float, str]], taken: Sequence[Box], width: int, height: int
) -> list[Mark | None]:
    """Return where the number of each dot (x, y, number) stands; None for a dot without one.

    `taken` are the boxes of what else is drawn. Those who have the least room choose first.
    """
    occupied = [*taken, *(_square(x, y) for x, y, _ in dots)]
    marks: list[Mark | None] = [None] * len(dots)
    crowded = sorted(range(len(dots)), key=lambda at: _nearest(dots, at))
    for at in crowded:
        x, y, text = dots[at]
        if text:
            marks[at], box = _choose(x, y, text, occupied, (0, 0, width, height))
            occupied.append(box)
    return marks


def _choose(x: float, y: float, text: str, occupied: Sequence[Box], frame: Box) -> tuple[Mark, Box]:
    """Return the nearest place that covers least, and the box that it takes."""
    tried = [_box(x, y, text, radius, angle) for radius in _RADII for angle in _ANGLES]
    inside = [box for box in tried if _is_within(box, frame)] or tried
    box = min(inside, key=lambda each: sum(_overlap(each, other) for other in occupied))
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    is_far = math.dist(middle, (x, y)) >= AFAR
    mark = Mark(round(middle[0], 1), round(middle[1] + LINE / 3, 1), _edge(x, y, middle, is_far))
    return mark, box


def _edge(x: float, y: float, middle: tuple[float, float], is_far: bool) -> tuple | None:
    """Return where the line to a far number ends: short of its digits."""
    if not is_far:
        return None
    length = math.dist(middle, (x, y))
    share = (length - LINE / 2) / length
    return round(x + (middle[0] - x) * share, 1), round(y + (middle[1] - y) * share, 1)


def _box(x: float, y: float, text: str, radius: int, angle: int) -> Box:
    wide, high = (LETTER * len(text) + GAP) / 2, LINE / 2
    middle_x = x + (radius + LETTER * (len(text) - 1) / 2) * math.cos(math.radians(angle))
    middle_y = y - radius * math.sin(math.radians(angle))
    return middle_x - wide, middle_y - high, middle_x + wide, middle_y + high


def _square(x: float, y: float) -> Box:
    return x - DOT, y - DOT, x + DOT, y + DOT


def _nearest(dots: Sequence[tuple[float, float, str]], at: int) -> float:
    here = dots[at][:2]
    return min(
        (math.dist(here, other[:2]) for place, other in enumerate(dots) if place != at), default=0
    )


def _overlap(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0


def _is_within(box: Box, frame: Box) -> bool:
    return frame[0] < box[0] and frame[1] < box[1] and box[2] < frame[2] and box[3] < frame[3]
