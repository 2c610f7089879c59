"""What a year's plan promised and what was done, for applications that do not know each other.

Plans tell their figures here; whoever keeps the log asks by words of a figure's name. Whoever
keeps records of what was done tells them here as sources of facts; plans count from them by the
rules that a person has chosen, and never guess.
"""

import datetime as dt
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import IntegerField, QuerySet, Value, Window
from django.db.models.functions import RowNumber

Narrowing = Mapping[str, Sequence[str]]
# A figure may be counted as the sum of its parts instead of from records.
PARTS = "parts"


@dataclass(frozen=True)
class Planned:
    """A planned figure of a year: консультации 600 = 500 + 70 + 30.

    `source`, `measure` and `narrowing` are what a person chose to count for it (see FactSource);
    `source` is empty while she has chosen nothing.
    """

    name: str
    number: int
    parts: tuple["Planned", ...] = ()
    source: str = ""
    measure: str = ""
    narrowing: Narrowing = field(default_factory=dict)


# Asked with the beginning of a word of the figure's name, and the year.
Provider = Callable[[str, int], Planned | None]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Add those plans to all that are asked."""
    if provider not in _providers:
        _providers.append(provider)


def planned_figure(word: str, year: int) -> Planned | None:
    """Return the figure of `year` whose name holds `word`, or None while nobody has planned it."""
    told = (provider(word, year) for provider in _providers)
    return next((figure for figure in told if figure is not None), None)


@dataclass(frozen=True)
class Scope:
    """Of what the facts are counted: a year, and the plan (its key) that the figure is of."""

    year: int
    plan: int


@dataclass(frozen=True)
class Attribute:
    """By what records of a source can be chosen: its values, each with its words."""

    key: str
    title: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Tally:
    """How much was done in one month of the year by records that are alike in all attributes.

    `counts` holds a number for each measure of the source.
    """

    month: int
    attributes: Mapping[str, str]
    counts: Mapping[str, int]

    def answers(self, narrowing: Narrowing) -> bool:
        """Return whether its records are among those chosen; an attribute unsaid takes all."""
        return all(
            self.attributes.get(key, "") in values for key, values in narrowing.items() if values
        )


@dataclass(frozen=True)
class Record:
    """One record behind a fact: what, when, how much by each measure, and its page."""

    name: str
    day: dt.date | None
    url: str
    counts: Mapping[str, int]
    about: str = ""


def days_of(year: int, months: range) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of months that follow one another."""
    last = months[-1]
    return dt.date(year, months[0], 1), dt.date(year, last, monthrange(year, last)[1])


class Records:
    """Records behind a fact, read a page at a time."""

    def __init__(self, rows: QuerySet[Any], tell: Callable[[Any], Record]) -> None:
        """Take a sorted queryset and what is told of each of its rows."""
        self.rows, self.tell = rows, tell

    @cached_property
    def _length(self) -> int:
        return self.rows.count()

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, place: slice) -> list[Record]:
        return [self.tell(row) for row in self.rows[place]]


@dataclass(frozen=True)
class Chosen:
    """Records behind one of several facts; `source` names where they are among the others."""

    source: str
    records: Records


class RecordsTogether:
    """Records of several facts one after another, read a page at a time.

    Two queries and one more a source, however many the facts: each record is found by its key
    among all that its source has of the year (`sources`).
    """

    def __init__(self, parts: Sequence[Chosen], sources: Mapping[str, Records]) -> None:
        self.parts, self.sources = parts, sources

    @cached_property
    def _length(self) -> int:
        return self._places.count() if self.parts else 0

    @property
    def _places(self) -> QuerySet[Any]:
        """Number of the part, place in it and key of each record, in one union."""
        first, *others = (_places_in(one.records.rows, at) for at, one in enumerate(self.parts))
        return first.union(*others, all=True) if others else first

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, place: slice) -> list[Record]:
        if not self.parts:
            return []
        page = list(self._places.order_by("of_part", "at")[place])
        keys = defaultdict(set)
        for part, _at, key in page:
            keys[self.parts[part].source].add(key)
        rows = {name: self.sources[name].rows.in_bulk(found) for name, found in keys.items()}
        told = []
        for part, _at, key in page:
            source = self.parts[part].source
            told.append(self.sources[source].tell(rows[source][key]))
        return told


def _places_in(rows: QuerySet[Any], part: int) -> QuerySet[Any]:
    at = Window(RowNumber(), order_by=list(rows.query.order_by))
    numbered = rows.order_by().annotate(of_part=Value(part, output_field=IntegerField()), at=at)
    return numbered.values_list("of_part", "at", "pk")


@dataclass(frozen=True, eq=False)
class FactSource:
    """Records from which facts are counted.

    `measures` are what can be counted of them, by key: the records, the people. `attributes`,
    `tallies` and `records` are asked for a scope; `records` also with the narrowing and with the
    months of the year, which follow one another. `words` are beginnings of words by which a
    figure's name suggests the source to a person.
    """

    key: str
    title: str
    measures: Mapping[str, str]
    attributes: Callable[[Scope], Sequence[Attribute]]
    tallies: Callable[[Scope], Iterable[Tally]]
    records: Callable[[Scope, Narrowing, range], Records]
    words: tuple[str, ...] = field(default=())


_sources: dict[str, FactSource] = {}


def register_source(source: FactSource) -> None:
    """Add records to those that facts can be counted from."""
    _sources[source.key] = source


def fact_sources() -> list[FactSource]:
    """Return all the sources, in the order of their titles."""
    return sorted(_sources.values(), key=lambda source: source.title)


def fact_source(key: str) -> FactSource | None:
    return _sources.get(key)
