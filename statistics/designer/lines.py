"""Changing the rows and columns of a table. Every function returns a new definition.

A line is addressed by the places of its section and table and by its own, counted from 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError

from statistics.designer.refusals import (
    WORDS,
    refuse_number,
    refuse_too_many,
    refuse_wrong_part,
)
from statistics.designer.renumbering import Renumbering, renumber_checks
from statistics.designer.tree import (
    Column,
    Definition,
    Node,
    at_place,
    block_starts,
    columns_of,
    copied,
    index_of,
    index_of_section,
    inherited,
    moved,
    next_number,
    put_blocks,
    put_columns,
    rows_of,
    section_at,
    table_at,
    tables_of,
)

# Columns 1 and 2 of the paper form are the words and the number of the row.
FIRST_COLUMN = 3
_OWN = {"of": None, "ask_above": None, "constant": False, "closed": []}


@dataclass(frozen=True)
class Place:
    """A table, or one of its lines; `what` is rows or columns."""

    section: int
    table: int
    what: str
    line: int = 0


def lines_of(table: Node, what: str) -> list[Node]:
    """Return the nodes of all rows or columns of a table."""
    if what == "rows":
        return rows_of(table)
    return [column.node for column in columns_of(table)]


def place_of(definition: Definition, number: int, table: int, what: str, line: int) -> Place:
    """Return the place of the line of this number in a section of this number.

    Raises ValidationError when either is gone.
    """
    section = index_of_section(definition, number)
    nodes = lines_of(table_at(definition, section, table), what)
    return Place(section, table, what, index_of([node["number"] for node in nodes], line))


def line_at(definition: Definition, place: Place) -> Node:
    """Return the node of one row or column. Raises ValidationError."""
    table = table_at(definition, place.section, place.table)
    return at_place(lines_of(table, place.what), place.line)


def column_at(definition: Definition, place: Place) -> Column:
    """Return one column with its headings. Raises ValidationError."""
    return at_place(columns_of(table_at(definition, place.section, place.table)), place.line)


def add_lines(
    definition: Definition,
    place: Place,
    titles: Sequence[str],
    heading: str = "",
) -> Definition:
    """Add rows or columns at the end of a table, one a title, numbered on from the last.

    With `heading` the columns stand under it. Raises ValidationError when there are too many.
    """
    changed = copied(definition)
    table = table_at(changed, place.section, place.table)
    there = lines_of(table, place.what)
    refuse_too_many(place.what, len(there), len(titles))
    number = _free_number(section_at(changed, place.section), table, place.what)
    added = [{"number": number + at, "title": title} for at, title in enumerate(titles)]
    refuse_number(added[-1]["number"] if added else 0)
    if place.what == "rows":
        there += added
    else:
        above = ({"heading": heading},) if heading else ()
        put_columns(table, [*columns_of(table), *(Column(node, above) for node in added)])
    return changed


def _free_number(section: Node, table: Node, what: str) -> int:
    """Return the number after the last: of rows in the whole section, so that no cell is twice."""
    if what == "rows":
        return next_number(row["number"] for one in tables_of(section) for row in rows_of(one))
    return next_number((one.number for one in columns_of(table)), FIRST_COLUMN)


def change_row(definition: Definition, place: Place, values: Mapping[str, Any]) -> Definition:
    """Give a row other words or another number. Raises ValidationError by field."""
    changed = copied(definition)
    row = line_at(changed, place)
    table = table_at(changed, place.section, place.table)
    if strange := set(values["closed"]) - {column.number for column in columns_of(table)}:
        raise ValidationError({"closed": f"Графы {min(strange)} в таблице нет."})
    row["title"] = values["title"]
    _set(row, {key: values[key] for key in ("of", "ask_above", "constant", "closed")})
    _give_number(changed, place, values["number"])
    refuse_wrong_part(place.what, lines_of(table, place.what), place.line)
    return changed


def change_column(definition: Definition, place: Place, values: Mapping[str, Any]) -> Definition:
    """Give a column other words, number, kind or headings. Raises ValidationError by field."""
    changed = copied(definition)
    section = section_at(changed, place.section)
    table = table_at(changed, place.section, place.table)
    columns = columns_of(table)
    column = at_place(columns, place.line)
    headings = _headings(columns, values["groups"])
    node = column.node
    node["title"] = values["title"]
    _set(node, {"of": values["of"]})
    taken_over = inherited(section, headings)
    manner = {key: values[key] for key in taken_over}
    if manner["kind"] != "decimal":
        manner["places"] = 0
    for key, value in manner.items():
        if value == taken_over[key] or (key == "places" and not value):
            node.pop(key, None)
        else:
            node[key] = value
    columns[place.line] = replace(column, headings=headings)
    put_columns(table, columns)
    _give_number(changed, place, values["number"])
    refuse_wrong_part(place.what, lines_of(table, place.what), place.line)
    return changed


def move_line(definition: Definition, place: Place, by: int) -> Definition:
    """Move a row or column one place; its number and its cells stay its own."""
    changed = copied(definition)
    table = table_at(changed, place.section, place.table)
    if place.what == "rows":
        moved(rows_of(table), place.line, by)
    else:
        columns = columns_of(table)
        moved(columns, place.line, by)
        put_columns(table, columns)
    return changed


def remove_line(definition: Definition, place: Place) -> Definition:
    """Take a row or column out, with the mention of it in other lines of the table."""
    changed = copied(definition)
    table = table_at(changed, place.section, place.table)
    node = line_at(changed, place)
    if place.what == "rows":
        rows_of(table).pop(place.line)
    else:
        columns = columns_of(table)
        columns.pop(place.line)
        put_columns(table, columns)
        for row in rows_of(table):
            _set(row, {"closed": [n for n in row.get("closed", ()) if n != node["number"]]})
    for line in lines_of(table, place.what):
        if line.get("of") == node["number"]:
            del line["of"]
    return changed


def number_lines(definition: Definition, place: Place) -> Definition:
    """Number the lines of a table anew in their order; the checks follow."""
    changed = copied(definition)
    nodes = lines_of(table_at(changed, place.section, place.table), place.what)
    first = min((node["number"] for node in nodes), default=1)
    numbers = {node["number"]: first + at for at, node in enumerate(nodes)}
    if len(numbers) < len(nodes):
        raise ValidationError("Номера повторяются: сначала дайте каждой строке и графе свой номер.")
    _renumber(changed, place, numbers)
    return changed


def set_closed(definition: Definition, place: Place, column: int, is_closed: bool) -> Definition:
    """Cross a cell out (X) or open it; `place` is its row, `column` the number of its column."""
    changed = copied(definition)
    table = table_at(changed, place.section, place.table)
    row = line_at(changed, place)
    if column not in [one.number for one in columns_of(table)]:
        raise ValidationError(f"Графы {column} в таблице нет.")
    closed = set(row.get("closed", ())) - {column}
    _set(row, {"closed": sorted(closed | {column} if is_closed else closed)})
    return changed


def _headings(columns: Sequence[Column], titles: Sequence[str]) -> tuple[Node, ...]:
    """Return headings with these titles: those that the table has already, or new ones."""
    known = {
        column.groups[: depth + 1]: heading
        for column in columns
        for depth, heading in enumerate(column.headings)
    }
    return tuple(
        known.get(tuple(titles[: depth + 1]), {"heading": title})
        for depth, title in enumerate(titles)
    )


def _give_number(definition: Definition, place: Place, number: int) -> None:
    refuse_number(number)
    nodes = lines_of(table_at(definition, place.section, place.table), place.what)
    former = nodes[place.line]["number"]
    if number == former:
        return
    if number in [node["number"] for node in nodes]:
        text = f"{WORDS[place.what].capitalize()} {number} в таблице уже есть."
        raise ValidationError({"number": text})
    _renumber(definition, place, {former: number})


def _renumber(definition: Definition, place: Place, numbers: Mapping[int, int]) -> None:
    """Give lines their new numbers, in the table itself and in the checks."""
    section = section_at(definition, place.section)
    table = table_at(definition, place.section, place.table)
    starts = block_starts(table)
    for node in lines_of(table, place.what):
        node["number"] = numbers.get(node["number"], node["number"])
        if node.get("of") in numbers:
            node["of"] = numbers[node["of"]]
    if place.what == "rows":
        renumber_checks(definition, Renumbering(section["number"], rows=numbers))
        return
    for row in rows_of(table):
        _set(row, {"closed": sorted(numbers.get(n, n) for n in row.get("closed", ()))})
    put_blocks(table, starts)
    renumber_checks(definition, Renumbering(section["number"], columns=numbers))


def _set(node: Node, values: Mapping[str, Any]) -> None:
    """Write what a line says of itself, leaving out what says nothing."""
    for key, value in values.items():
        if value == _OWN[key]:
            node.pop(key, None)
        else:
            node[key] = value
