"""What the builder is asked for, as it stands in an address: names and their values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict

# What an address may tell of a table, in the order in which it is written.
TABLE_NAMES = (
    "form", "part", "rows", "what", "cells", "years", "show", "base", "territory", "organisation",
    "kind", "settlement", "model", "states", "same",
)  # fmt: skip
# How the table is looked at, which makes no other table.
LOOK_NAMES = ("sort", "picture", "of")
NAMES = ("year", *TABLE_NAMES, *LOOK_NAMES)
# What stands for itself when nothing is told.
DEFAULTS = {"part": "year-0", "years": "2", "base": "first", "states": "accepted"}


@dataclass(frozen=True)
class Query:
    """Pairs of names and values, in a settled order, so that equal wishes are equal texts."""

    told: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Query":
        """Return the query of what the builder knows; blanks and defaults are left out."""
        kept = [
            (name, value.strip())
            for name, value in pairs
            if name in NAMES and value.strip() and value.strip() != DEFAULTS.get(name)
        ]
        return cls(tuple(sorted(dict.fromkeys(kept), key=lambda pair: NAMES.index(pair[0]))))

    @classmethod
    def read(cls, text: str) -> "Query":
        """Return the query written as in an address."""
        return cls.of(parse_qsl(text))

    @classmethod
    def of_mapping(cls, told: Mapping[str, Any]) -> "Query":
        """Return the query of a mapping whose values may be lists."""
        return cls.of(
            (name, str(one))
            for name, values in told.items()
            for one in (values if isinstance(values, list | tuple) else [values])
        )

    @classmethod
    def of_request(cls, data: QueryDict) -> "Query":
        return cls.of((name, value) for name, values in data.lists() for value in values)

    def but(self, **changes: str) -> "Query":
        """Return the query with other values; an empty one removes the name."""
        kept = [(name, value) for name, value in self.told if name not in changes]
        return Query.of([*kept, *changes.items()])

    def only(self, names: Iterable[str]) -> "Query":
        wanted = set(names)
        return Query(tuple(pair for pair in self.told if pair[0] in wanted))

    @property
    def table(self) -> "Query":
        """The choice of a table for any year: what a preset remembers, and is known by."""
        return self.only(TABLE_NAMES)

    @property
    def data(self) -> QueryDict:
        """The query as a form reads it, with what stands for itself."""
        data = QueryDict(mutable=True)
        for name, value in (*DEFAULTS.items(), *self.told):
            if name in DEFAULTS:
                data[name] = value
            else:
                data.appendlist(name, value)
        return data

    def get(self, name: str) -> str:
        """Return the value of a name, its default or an empty text."""
        return dict(self.told).get(name, DEFAULTS.get(name, ""))

    def __str__(self) -> str:
        return urlencode(self.told)

    def __bool__(self) -> bool:
        return bool(self.told)
