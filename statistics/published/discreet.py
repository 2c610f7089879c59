"""Small numbers of people taken out of a table that everybody may read.

Where a municipality has one librarian, «до 30 лет — 1» is her age. A number of people from one to
four is not told, nor whatever would let it be computed: ratios of it, its change, another number
of the column where the total less the others would give it away, and the same people arranged
otherwise in another table (`linked`).
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from common.tables import CellValue, Row, Table
from statistics.builder.build import Build
from statistics.builder.living import key_of
from statistics.indicators import POPULATION, Indicator
from statistics.published.linked import HIDDEN, ToldBefore

FEWEST = 5
NOTE = (
    "Многоточие — число скрыто: людей меньше пяти, или по этому числу вычислялось бы такое. "
    "Об отдельных людях свод не рассказывает."
)
_PEOPLE = re.compile(r"чел")
# A row by its place in the table, and the key of a column.
Place = tuple[int, str]


def discreet(build: Build, table: Table, before: ToldBefore) -> Table:
    """Return the table without small numbers of people, which `before` does not give away either.

    It has what its ratios are computed from in columns of their own (`built(with_parts=True)`).
    """
    hidden = _Hidden(build, table, before).places
    if not hidden:
        return table
    keys = [column.key for column in table.columns]
    rows = tuple(
        _without(row, [(number, key) in hidden for key in keys])
        for number, row in enumerate(table.rows)
    )
    return replace(table, rows=rows, notes=(*table.notes, NOTE))


def is_of_people(indicator: Indicator | None) -> bool:
    """Whether it counts people whom a reader may know; inhabitants are too many for that."""
    if indicator is None or indicator.code == POPULATION:
        return False
    return _PEOPLE.match(indicator.unit) is not None


def _without(row: Row, hides: Sequence[bool]) -> Row:
    if not any(hides):
        return row

    def kept(values: Sequence, instead: CellValue) -> tuple:
        told = zip(values, hides, strict=True) if values else ()
        return tuple(instead if hide else value for value, hide in told)

    return replace(
        row,
        values=kept(row.values, HIDDEN),
        behind=kept(row.behind, None),
        gaps=kept(row.gaps, None),
    )


class _Hidden:
    """What of a table is not told, as `places`."""

    def __init__(self, build: Build, table: Table, before: ToldBefore) -> None:
        self.build, self.table, self.before = build, table, before
        self.columns = {column.key: place for place, column in enumerate(table.columns)}
        self.places: set[Place] = set()
        codes = dict.fromkeys(code for one in build.measures for code in (one.code, *one.parts))
        people = [code for code in codes if is_of_people(build.known.get(code))]
        for campaign in build.campaigns:
            for code in people:
                self._hide_few(key_of(code, campaign.year))
                self._hide_linked(key_of(code, campaign.year))
        for one in build.measures:
            self._hide_computed(one)

    def _hide_few(self, key: str) -> None:
        if key not in self.columns:
            return
        numbers = self._numbers(key)
        few = {row for row, number in numbers.items() if 0 < number < FEWEST}
        total = {row for row in numbers if self.table.rows[row].kind == "total"}
        rows = {row: number for row, number in numbers.items() if row not in total}
        hidden = _past_guessing(few - total, rows)
        if hidden is None:  # nothing else is left to hide a number behind
            hidden = set(rows) | total
        self.places |= {(row, key) for row in hidden | few}

    def _hide_linked(self, key: str) -> None:
        """Hide the whole column when another table tells of the same people otherwise."""
        if key not in self.columns:
            return
        place = self.columns[key]
        rows = [
            replace(row, values=(*row.values[:place], HIDDEN)) if (number, key) in self.places
            else row
            for number, row in enumerate(self.table.rows)
        ]  # fmt: skip
        if not self.before.may_tell(key, rows, place):
            self.places |= {(number, key) for number in self._numbers(key)}

    def _numbers(self, key: str) -> Mapping[int, Decimal]:
        place = self.columns[key]
        values = ((number, row.values[place]) for number, row in enumerate(self.table.rows))
        return {
            number: Decimal(value) for number, value in values if isinstance(value, int | Decimal)
        }

    def _hide_computed(self, one: Indicator) -> None:
        """Hide what a hidden number could be computed back from: ratios of it, changes, shares."""
        now = key_of(one.code, self.build.campaign.year)
        for campaign in self.build.campaigns:
            key = key_of(one.code, campaign.year)
            self._follow([key_of(part, campaign.year) for part in one.parts], [key])
        self._follow([now], [f"{one.code}_{name}" for name in ("share", "rank")])
        years = [now, *([key_of(one.code, self.build.base.year)] if self.build.base else [])]
        self._follow(years, [f"{one.code}_{name}" for name in ("change", "percent")])

    def _follow(self, keys: Collection[str], others: Iterable[str]) -> None:
        """Hide the columns `others` in every row in which one of `keys` is hidden."""
        rows = {row for row, key in self.places if key in keys}
        self.places |= {(row, key) for row in rows for key in others if key in self.columns}


def _past_guessing(hidden: set[int], numbers: Mapping[int, Decimal]) -> set[int] | None:
    """Return `hidden` with as many more rows as keep it from being told from the total.

    None when there are no more.
    """
    hidden = set(hidden)
    while hidden and not _is_safe([numbers[row] for row in hidden]):
        others = [(number, row) for row, number in numbers.items()
                  if number > 0 and row not in hidden]  # fmt: skip
        if not others:
            return None
        hidden.add(min(others)[1])
    return hidden


def _is_safe(numbers: Sequence[Decimal]) -> bool:
    """Whether the sum of hidden numbers leaves a doubt of each: two that make two are both one."""
    return len(numbers) > 1 and sum(numbers) > len(numbers)
