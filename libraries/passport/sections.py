"""The passport of a library: sections that every app adds about one library.

The registry stands below all other apps, so it cannot ask them. An app that knows something of a
library says so in its `AppConfig.ready`:

    register(SectionSource("staff", "Кадры", 40, read_staff))

`read_staff(library, audience)` returns a Content, or None when there is nothing to tell. The page
and the PDF are made from the same content. A section takes at most two queries, one if it can:
the whole page has fifteen. Order: 8–35 the registry itself, 40 staff, 50 figures, 60 events,
70 consultations and visits, 80 publications, 90 photographs; whoever comes later takes a number
between.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from common.russian import format_number
from common.tables import Number, Table
from libraries.models import Library
from libraries.passport.scheme import Scheme
from libraries.rules import is_inside


class Audience(IntEnum):
    """Who reads a passport: anyone at all, or the department and the library's organisation."""

    PUBLIC = 0
    INSIDE = 1


@dataclass(frozen=True)
class Fact:
    """A line «label — value»."""

    label: str
    value: str
    url: str = ""

    @property
    def is_for_screen(self) -> bool:
        """Whether it only serves to be pressed: opens a place in the reader's map."""
        return self.url.startswith("geo:")

    @property
    def is_outside(self) -> bool:
        """Whether `url` leads to another site."""
        return self.url.startswith(("http://", "https://"))


@dataclass(frozen=True)
class Picture:
    """A photograph: `small_url` and `url` for the page, `stored` (the small one) for print."""

    alt: str
    url: str
    small_url: str
    stored: Any


@dataclass(frozen=True)
class Entry:
    """One of a list: an event, a publication. `url` is a page of the portal."""

    text: str
    url: str = ""
    day: datetime.date | None = None
    note: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar of a picture with its year and its number in words, in units of its view box."""

    x: int
    y: int
    width: int
    height: int
    year: int
    number: str

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def above(self) -> int:
        """Where the number stands."""
        return self.y - 4


@dataclass(frozen=True)
class Series:
    """A figure over years, drawn as small bars beside the table that tells the same."""

    title: str
    points: tuple[tuple[int, Number | None], ...]
    tallest = 40
    over = 18  # room for the number above the tallest bar
    height = 76
    step = 50
    bar_width = 30

    @property
    def width(self) -> int:
        return self.step * len(self.points)

    @property
    def bars(self) -> list[Bar]:
        """The bars, from nought up, so that their heights compare as the numbers do."""
        most = max((number or 0 for _, number in self.points), default=0)
        bars = []
        for place, (year, number) in enumerate(self.points):
            high = round(self.tallest * (number or 0) / most) if most else 0
            x = place * self.step + (self.step - self.bar_width) // 2
            y = self.over + self.tallest - high
            told = "—" if number is None else format_number(number)
            bars.append(Bar(x, y, self.bar_width, high, year, told))
        return bars

    @property
    def in_words(self) -> str:
        """The picture for those who do not see it: «Посещения: 2024 — 5 120, 2025 — нет данных»."""
        told = (
            f"{year} — {'нет данных' if number is None else format_number(number)}"
            for year, number in self.points
        )
        return f"{self.title}: {', '.join(told)}"


@dataclass(frozen=True)
class Content:
    """What a section tells, in the order in which it is shown."""

    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    series: tuple[Series, ...] = ()
    scheme: Scheme | None = None
    entries: tuple[Entry, ...] = ()
    pictures: tuple[Picture, ...] = ()
    notes: tuple[str, ...] = ()


Read = Callable[[Library, Audience], Content | None]


@dataclass(frozen=True)
class SectionSource:
    """Where a section comes from; one for `INSIDE` is not even read for the public."""

    key: str
    title: str
    order: int
    read: Read
    audience: Audience = Audience.PUBLIC


@dataclass(frozen=True)
class Section:
    """A section of one library's passport."""

    key: str
    title: str
    content: Content


_sources: dict[str, SectionSource] = {}


def register(source: SectionSource) -> None:
    """Add a section to every passport; a second one of the same key takes the first one's place."""
    _sources[source.key] = source


def audience_of(user: Any, library: Library) -> Audience:
    """Return as whom `user` reads the passport of `library`."""
    return Audience.INSIDE if is_inside(user, library) else Audience.PUBLIC


def sections_of(library: Library, audience: Audience) -> list[Section]:
    """Return the sections that have something to tell to `audience`, in their order."""
    sections = []
    for source in sorted(_sources.values(), key=lambda each: (each.order, each.key)):
        if source.audience <= audience and (content := source.read(library, audience)):
            sections.append(Section(source.key, source.title, content))
    return sections
