"""The places where a person's name may stand, for the one who makes her impersonal to judge."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from common.text import normalise
from staff.models import Employee
from staff.personal_data.mentions.columns import Fact, TextColumn, rows_with, text_columns
from staff.personal_data.mentions.names import Kind, Name, Span, find_names

AROUND = 70
_ELLIPSIS = "…"


@dataclass(frozen=True)
class Excerpt:
    """A name with the words around it."""

    before: str
    name: str
    after: str


@dataclass
class Place:
    """One wording of a name in one column of a row, its history included.

    Rows that say just the same there («ответственный за отчёт» of ten years) are one place.
    """

    column: TextColumn
    wording: str
    kind: Kind
    numbers: list[str]
    is_in_force: bool = False
    excerpts: list[Excerpt] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What a form sends back when the place is confirmed."""
        subject = self.column.subject._meta.label
        told = "".join(map(repr, (self.column.field.name, self.wording, self.excerpts)))
        return f"{subject}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"

    @property
    def title(self) -> str:
        title = self.column.title
        return title[:1].upper() + title[1:]

    @property
    def fact(self) -> Fact | None:
        return self.column.fact

    @property
    def address(self) -> str:
        """Where the first of the rows is seen."""
        found: str = self.column.subject(pk=self.numbers[0]).get_absolute_url()
        return found

    @property
    def is_changeable(self) -> bool:
        return not (self.fact and self.fact.is_fixed)


def names_of(employee: Employee) -> list[Name]:
    """Return the person's name and those she had before."""
    fields = ("last_name", "first_name", "patronymic")
    had = employee.history.values_list(*fields)
    now = tuple(getattr(employee, name) for name in fields)
    return [Name(*parts) for parts in sorted({*had, now}) if parts[0] and parts[1]]


def find_places(names: Iterable[Name]) -> list[Place]:
    """Return the places, the surest first: as few queries whatever the portal holds."""
    names, columns = list(names), text_columns()
    found: dict[tuple[Any, ...], Place] = {}
    for key, number, words in sorted(rows_with(columns.values(), names)):
        column = columns[key]
        for text in _texts_of(column, words):
            for span in find_names(text, names):
                wording = text[span.start : span.end]
                row = (column.subject, number, column.field.name, normalise(wording))
                place = found.setdefault(row, Place(column, wording, span.kind, [number]))
                place.is_in_force |= not column.is_history
                _remember(place, excerpt_of(text, span))
    order = list(Kind)
    places = _merged(found.values())
    return sorted(places, key=lambda one: (order.index(one.kind), one.title, one.wording, one.key))


def grouped(places: Iterable[Place]) -> dict[Kind, list[Place]]:
    """Return the places that may be replaced, by how sure the name is; facts stand apart."""
    groups: dict[Kind, list[Place]] = defaultdict(list)
    for place in places:
        if place.fact is None:
            groups[place.kind].append(place)
    return dict(groups)


def digest(places: Iterable[Place]) -> str:
    """Return a sign of what was found, to tell later whether it is still the same."""
    return hashlib.sha256(" ".join(place.key for place in places).encode()).hexdigest()


def _merged(places: Iterable[Place]) -> Iterable[Place]:
    """Make one place of those that differ in their rows alone."""
    merged: dict[str, Place] = {}
    for place in places:
        known = merged.setdefault(place.key, place)
        if known is not place:
            known.numbers += place.numbers
    return merged.values()


def _texts_of(column: TextColumn, words: str) -> Iterator[str]:
    """Return the texts in a value: itself, or every text that the JSON holds."""
    if column.is_json:
        yield from _strings(json.loads(words))
    else:
        yield words


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _remember(place: Place, excerpt: Excerpt) -> None:
    """Versions of one text repeat themselves: each excerpt is told once."""
    if excerpt not in place.excerpts:
        place.excerpts.append(excerpt)


def excerpt_of(text: str, span: Span) -> Excerpt:
    """Return the name with the words around it."""
    before, after = text[: span.start], text[span.end :]
    head, tail = before[-AROUND:], after[:AROUND]
    return Excerpt(
        f"{_ELLIPSIS if len(before) > AROUND else ''}{head}",
        text[span.start : span.end],
        f"{tail}{_ELLIPSIS if len(after) > AROUND else ''}",
    )
