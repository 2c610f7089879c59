"""What waits for a person: rows of all the applications, counted and listed in one query.

Each application tells its kinds of work (`Kind`); the home page gathers them by `piles_of`.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    F,
    IntegerField,
    OrderBy,
    QuerySet,
    TextField,
    Value,
    Window,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, RowNumber
from django.urls import reverse

SHOWN = 5


@dataclass(frozen=True)
class Kind:
    """A kind of work: which rows wait, in which order, what is said of each and where it is done.

    `name`, `about` and `day` are fields or expressions of the rows; `day_word` tells what the day
    is, `no_day` is said where there is none. `page` is the name of the address of one row, found
    by `key`; `all_of_them` is the address of the list narrowed to them.
    """

    title: str
    rows: QuerySet[Any]
    page: str
    order: Sequence[str | OrderBy]
    name: str | Combinable = "name"
    about: str | Combinable | None = None
    day: str | Combinable | None = None
    day_word: str = ""
    no_day: str = ""
    key: str = "pk"
    all_of_them: str = ""


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, and the page on which it is done."""

    name: str
    about: str
    day: datetime.date | None
    url: str


@dataclass(frozen=True)
class Pile:
    """All that waits of one kind: how many, and the most urgent of them."""

    kind: Kind
    number: int
    rows: list[Waiting]


def piles_of(kinds: Sequence[Kind]) -> list[Pile]:
    """Return what waits of each kind, in the order of the kinds; the empty ones are left out."""
    if not kinds:
        return []
    first, *others = [_rows_of(kind, place) for place, kind in enumerate(kinds)]
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in sorted(first.union(*others, all=True), key=lambda row: row[:2]):
        found.setdefault(row[0], []).append(row)
    return [_pile(kinds[place], rows) for place, rows in found.items()]


def _rows_of(kind: Kind, place: int) -> QuerySet[Any]:
    """Return of each of the first rows: kind, rank, how many there are, key, name, about, day."""
    return (
        kind.rows.order_by()
        .annotate(
            w_kind=Value(place, output_field=IntegerField()),
            w_rank=Window(RowNumber(), order_by=list(kind.order)),
            w_number=Window(Count("*")),
            w_key=Cast(F(kind.key), BigIntegerField()),
            w_name=Cast(_expression(kind.name), TextField()),
            w_about=Cast(_expression(kind.about), TextField()),
            w_day=Cast(_expression(kind.day), DateField()),
        )
        .filter(w_rank__lte=SHOWN)
        .values_list("w_kind", "w_rank", "w_number", "w_key", "w_name", "w_about", "w_day")
    )


def _expression(told: str | Combinable | None) -> Combinable:
    if told is None:
        return Value(None)
    return F(told) if isinstance(told, str) else told


def _pile(kind: Kind, rows: list[tuple[Any, ...]]) -> Pile:
    waiting = [
        Waiting(name, about, day, reverse(kind.page, args=[key]))
        for _, _, _, key, name, about, day in rows
    ]
    return Pile(kind, rows[0][2], waiting)
