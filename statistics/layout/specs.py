"""What an edition consists of, as plain values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from statistics.checks.binding import Instance
    from statistics.checks.syntax import OtherCell
    from statistics.checks.totals import Total

_ADDRESS = re.compile(r"\s*(\d{1,3})\s*\.\s*(\d{1,3})\s*\.\s*(\d{1,3})\s*", re.ASCII)


class UnknownCell(LookupError):  # noqa: N818 (Django names such errors without a suffix too)
    """The form has no such open cell."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(f"В форме нет открытой ячейки «{address}».")


def address_of(section: int, row: int, column: int) -> str:
    """Return the address as written everywhere: `2.04.3`, the row with two digits."""
    return f"{section}.{row:02d}.{column}"


def canonical_address(text: str) -> str | None:
    """Return an address in the one spelling, `2.4.3` → `2.04.3`; None when it is no address."""
    match = _ADDRESS.fullmatch(text)
    return address_of(*map(int, match.groups())) if match else None


@dataclass(frozen=True, slots=True)
class CellSpec:
    """An open cell. Its value has at most `max_digits` digits before the point.

    `total` says in words what an automatic total is made of; None for a cell people fill.
    A value above `ask_above` is possible but unusual: the person is asked whether it is meant.
    What a `constant` cell tells seldom changes from year to year, so last year's may be taken.
    """

    address: str
    section: int
    row: int
    column: int
    kind: str
    places: int
    unit: str
    okei: str
    title: str
    total: str | None
    ask_above: int | None
    max_digits: int
    constant: bool = False

    @property
    def place(self) -> str:
        """The cell's place in words: `раздел 2, строка 04, графа 3`."""
        return f"раздел {self.section}, строка {self.row:02d}, графа {self.column}"

    @property
    def is_total(self) -> bool:
        return self.total is not None


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column; `groups` are the headings above it, outermost first; `part_of` its whole."""

    number: int
    title: str
    groups: tuple[str, ...]
    kind: str
    places: int
    unit: str
    okei: str
    part_of: int | None
    ask_above: int | None
    constant: bool = False

    @property
    def full_title(self) -> str:
        """The column in full words, with its headings."""
        return ": ".join((*self.groups, self.title))


@dataclass(frozen=True, slots=True)
class RowSpec:
    """A row; `closed` are the columns crossed out (X) in it, `part_of` the row it is part of."""

    number: int
    title: str
    closed: frozenset[int]
    part_of: int | None = None
    ask_above: int | None = None
    constant: bool = False

    @property
    def label(self) -> str:
        """The number as printed: `04`."""
        return f"{self.number:02d}"


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """Columns and rows printed as one table; every section has at least one."""

    columns: tuple[ColumnSpec, ...]
    rows: tuple[RowSpec, ...]

    @property
    def depth(self) -> int:
        """How many lines of headings stand above the columns' own titles."""
        return max(len(column.groups) for column in self.columns)


@dataclass(frozen=True)
class SectionSpec:
    """A section: its rows and columns, its printed blocks, its open cells in printed order."""

    number: int
    title: str
    unit: str
    okei: str
    rows: tuple[RowSpec, ...]
    columns: tuple[ColumnSpec, ...]
    blocks: tuple[BlockSpec, ...]
    cells: tuple[CellSpec, ...]

    @cached_property
    def by_place(self) -> Mapping[tuple[int, int], CellSpec]:
        """Open cells by (row, column); a closed cell is absent."""
        return {(cell.row, cell.column): cell for cell in self.cells}

    def cell(self, row: int, column: int) -> CellSpec | None:
        """Return the open cell, or None where the form has X."""
        return self.by_place.get((row, column))


@dataclass(frozen=True, slots=True)
class CheckSpec:
    """A relation between cells, one line of the check language."""

    code: str
    expression: str
    severity: str
    message: str
    is_total: bool
    instances: tuple["Instance", ...] = ()


@dataclass(frozen=True, slots=True)
class TitleField:
    """A field of the title page or of the signature."""

    key: str
    title: str


@dataclass(frozen=True)
class Layout:
    """A whole edition, ready to be shown, filled, checked and printed.

    `follows` is the code of the edition of the same form that this one continues. `was` tells of
    the cells that stood elsewhere there, None for a new one; all others stand where they stood.
    """

    form: str
    edition: str
    title: str
    form_title: str
    okud: str
    order: str
    year_from: int
    year_to: int | None
    title_page: tuple[TitleField, ...]
    signature: tuple[TitleField, ...]
    sections: tuple[SectionSpec, ...]
    checks: tuple[CheckSpec, ...]
    totals: tuple["Total", ...]
    cells: Mapping[str, CellSpec] = field(default_factory=dict)
    follows: str = ""
    was: Mapping[str, str | None] = field(default_factory=dict)

    def canonical(self, address: str) -> str:
        """Return the address as the form writes it: `2.4.3` → `2.04.3`; raise UnknownCell."""
        found = canonical_address(address)
        if found not in self.cells:
            raise UnknownCell(address)
        return found

    def cell(self, address: str) -> CellSpec:
        """Return the cell at an address in any spelling; raise UnknownCell."""
        return self.cells[self.canonical(address)]

    def section(self, number: int) -> SectionSpec:
        """Return a section by number; raise KeyError."""
        return self._by_number[number]

    @cached_property
    def relations(self) -> tuple[tuple[CheckSpec, "Instance"], ...]:
        """Every check with each of its instances, in the order of the file."""
        return tuple((check, one) for check in self.checks for one in check.instances)

    @cached_property
    def relations_at(self) -> Mapping[str, tuple[int, ...]]:
        """Positions in `relations` of those that look at a cell, by its address."""
        found: dict[str, list[int]] = {}
        for position, (_, instance) in enumerate(self.relations):
            for address in {*instance.current, *instance.previous}:
                found.setdefault(address, []).append(position)
        return {address: tuple(positions) for address, positions in found.items()}

    @cached_property
    def other_cells(self) -> frozenset["OtherCell"]:
        """Cells of other forms that the checks look at."""
        return frozenset(key for _, instance in self.relations for key in instance.others)

    @cached_property
    def _by_number(self) -> Mapping[int, SectionSpec]:
        return {section.number: section for section in self.sections}
