"""Walking the definition of an edition, as its file has it: sections, tables, rows, columns."""

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError

Node = dict[str, Any]
Definition = dict[str, Any]
GONE = "Этого места в форме больше нет. Откройте страницу заново."
INHERITED = {
    "kind": "whole",
    "places": 0,
    "unit": "",
    "okei": "",
    "ask_above": None,
    "constant": False,
}


@dataclass(frozen=True)
class Column:
    """A column with the headings above it, outermost first; a heading is a node without columns."""

    node: Node
    headings: tuple[Node, ...] = ()

    @property
    def number(self) -> int:
        return self.node["number"]

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(heading["heading"] for heading in self.headings)


def copied(definition: Mapping[str, Any]) -> Definition:
    """Return the definition to be changed: what is stored stays as it was."""
    return copy.deepcopy(dict(definition))


def sections_of(definition: Definition) -> list[Node]:
    return definition.setdefault("sections", [])


def section_at(definition: Definition, at: int) -> Node:
    """Return the section at a place, counted from 0. Raises ValidationError."""
    return at_place(sections_of(definition), at)


def index_of_section(definition: Definition, number: int) -> int:
    """Return the place of the section of this number. Raises ValidationError when it is gone."""
    return index_of([section["number"] for section in sections_of(definition)], number)


def tables_of(section: Node) -> list[Node]:
    """Return the tables of a section; the only table of most is the section itself."""
    return section.get("tables", [section])


def table_at(definition: Definition, at: int, table: int) -> Node:
    """Return a table of the section at a place. Raises ValidationError."""
    return at_place(tables_of(section_at(definition, at)), table)


def rows_of(table: Node) -> list[Node]:
    return table.setdefault("rows", [])


def columns_of(table: Node) -> list[Column]:
    """Return the columns in their order, each with the headings above it."""
    return list(_flat(table.get("columns", ()), ()))


def _flat(items: Iterable[Node], above: tuple[Node, ...]) -> Iterable[Column]:
    for item in items:
        if "heading" in item:
            own = {key: value for key, value in item.items() if key != "columns"}
            yield from _flat(item.get("columns", ()), (*above, own))
        else:
            yield Column(item, above)


def put_columns(table: Node, columns: Sequence[Column]) -> None:
    """Write the columns back; those that stand together under one heading are put under it."""
    starts = block_starts(table)
    table["columns"] = _nested(columns, 0)
    put_blocks(table, starts)


def block_starts(table: Node) -> list[Node]:
    """Return the columns with which the printed parts of a wide table begin, but the first."""
    firsts = [str(block).partition(":")[0] for block in table.get("blocks", ())[1:]]
    return [column.node for column in columns_of(table) if str(column.number) in firsts]


def put_blocks(table: Node, starts: Sequence[Node]) -> None:
    """Cut the table into printed parts before the same columns, whatever their numbers now are."""
    blocks: list[list[int]] = []
    for column in columns_of(table):
        if not blocks or any(column.node is start for start in starts):
            blocks.append([])
        blocks[-1].append(column.number)
    table.pop("blocks", None)
    if len(blocks) > 1:
        table["blocks"] = [f"{numbers[0]}:{numbers[-1]}" for numbers in blocks]


def _nested(columns: Iterable[Column], depth: int) -> list[Node]:
    nodes: list[Node] = []
    heading_at = [
        (column.headings[depth] if len(column.headings) > depth else None, column)
        for column in columns
    ]
    for heading, group in groupby(heading_at, key=lambda pair: pair[0]):
        under = [column for _heading, column in group]
        if heading is None:
            nodes += [column.node for column in under]
        else:
            nodes.append({**heading, "columns": _nested(under, depth + 1)})
    return nodes


def at_place(items: Sequence[Any], at: int) -> Any:
    """Return what stands at a place. Raises ValidationError when nothing does."""
    if not 0 <= at < len(items):
        raise ValidationError(GONE)
    return items[at]


def index_of(names: Sequence[Any], name: Any) -> int:
    """Return the place of a number or a code. Raises ValidationError when it is gone."""
    if name not in names:
        raise ValidationError(GONE)
    return list(names).index(name)


def moved(items: list[Any], at: int, by: int) -> None:
    """Move what stands at a place up (-1) or down (1); at an end it stays."""
    item = at_place(items, at)
    to = min(max(at + by, 0), len(items) - 1)
    items.pop(at)
    items.insert(to, item)


def inherited(section: Node, headings: Iterable[Node] = ()) -> Node:
    """Return what a column takes over from its section and its headings."""
    manner = dict(INHERITED)
    for above in (section, *headings):
        told = {key: above[key] for key in INHERITED if above.get(key) is not None}
        if told.get("kind", manner["kind"]) != "decimal":
            told["places"] = 0
        manner |= told
    return manner


def set_own(node: Node, values: Mapping[str, Any], taken_over: Mapping[str, Any]) -> None:
    """Write values into a node, leaving out what it takes over anyway."""
    for key, value in values.items():
        if value == taken_over.get(key):
            node.pop(key, None)
        else:
            node[key] = value


def next_number(numbers: Iterable[int], first: int = 1) -> int:
    return max(numbers, default=first - 1) + 1
