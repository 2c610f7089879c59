"""What pictures are drawn of, and the drawing itself as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from common.gaps import Gap, raised
from common.russian import format_number
from common.tables import Column, Row, Table

# Units of the view box; as wide as a page's text and as a laptop's column.
WIDTH = 790
FONT = 14
# Tints of the one accent colour; each is told by its place and number too, never by it alone.
TINTS = ("#1d4f73", "#7aa3c0", "#3f7399", "#a9c5d9", "#2f6187", "#8fb3cc", "#466f88", "#c4d7e4")
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Point:
    """A named number of a picture; None where there is no data. `before` stands beside it.

    `gap` and `gap_before` are what the two lack.
    """

    name: str
    number: Decimal | int | None
    before: Decimal | int | None = None
    gap: Gap | None = None
    gap_before: Gap | None = None

    def in_words(self, places: int) -> str:
        lacks = f" ({self.gap.words})" if self.gap else ""
        return f"{self.name} — {told(self.number, places)}{lacks}"


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    tint: int = 0

    @property
    def fill(self) -> str:
        return TINTS[self.tint % len(TINTS)]


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    look: Literal["", "light", "small"] = ""

    @property
    def fill(self) -> str:
        return "#ffffff" if self.look == "light" else "#1a1a1a"


@dataclass(frozen=True)
class Rule:
    """A thin line, such as the one of nought."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Picture:
    """Shapes in a view box `WIDTH` wide; `in_words` tells them to those who do not see them."""

    title: str
    in_words: str
    height: float
    table: Table
    rects: tuple[Rect, ...] = ()
    texts: tuple[Text, ...] = ()
    rules: tuple[Rule, ...] = ()
    width: float = field(default=WIDTH)

    @property
    def as_svg(self) -> SafeString:
        return draw(self)


def draw(picture: Picture) -> SafeString:
    """Return the picture as SVG, for a page and for a PDF alike."""
    svg = render_to_string("statistics/picture.svg", {"picture": picture})
    return mark_safe(svg.strip())  # noqa: S308 (the template escapes every text)


def table_of(
    title: str, name: str, points: Sequence[Point], headings: Sequence[str], places: int
) -> Table:
    """Return the figures of a picture as a table: a name, a number, what it is compared with."""
    columns = [Column("name", name, kind="text", width=34)]
    keys = ("number", "before")[: len(headings)]
    columns += [
        Column(key, heading, places=places, width=14)
        for key, heading in zip(keys, headings, strict=True)
    ]
    rows = tuple(
        Row(
            (one.name, one.number, one.before)[: len(columns)],
            gaps=(None, one.gap, one.gap_before)[: len(columns)],
        )
        for one in points
    )
    return Table(title, tuple(columns), rows, key="picture", sheet="Картинка")


def told(number: Decimal | int | None, places: int) -> str:
    return "нет данных" if number is None else format_number(number, places)


def mark_in(table: Table, gap: Gap | None) -> str:
    """Return the mark of the note under the picture's table that tells of the gap."""
    mark = table.mark_of(gap)
    return raised(mark) if mark else ""


def shortened(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
