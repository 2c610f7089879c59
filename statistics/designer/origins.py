"""Where the cells of a draft stood before: kept while it is written, told in its file.

Every row and column carries a stamp, `4.12`: the section and the number it had when the draft was
begun. A line added later has none. So a cell that was renumbered or moved is followed by its
lines, whatever steps were made, and undoing a step brings its stamps back with it.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from statistics.designer.tree import (
    Definition,
    Node,
    columns_of,
    copied,
    rows_of,
    sections_of,
    tables_of,
)
from statistics.layout.specs import address_of

STAMP = "stood"
Was = Mapping[str, str | None]


def stamped(definition: Mapping[str, Any]) -> Definition:
    """Return the definition with every row and column stamped, its `was` taken out."""
    stamped_one = copied(definition)
    stamped_one.pop("was", None)
    for section, table in _tables(stamped_one):
        for line in _lines(table):
            line[STAMP] = f"{section['number']}.{line['number']}"
    return stamped_one


def plain(definition: Mapping[str, Any]) -> Definition:
    """Return the definition without stamps, as it stands in a file."""
    plain_one = copied(definition)
    for _section, table in _tables(plain_one):
        for line in _lines(table):
            line.pop(STAMP, None)
    return plain_one


def alone(definition: Mapping[str, Any]) -> Definition:
    """Return the definition without what it says of the edition that it continues."""
    alone_one = plain(definition)
    alone_one.pop("follows", None)
    return alone_one


def finished(
    definition: Mapping[str, Any], start_was: Was, followed: Collection[str]
) -> Definition:
    """Return the definition to be published or exported, with `was` when it follows an edition.

    `followed` are the addresses of the edition that it continues.
    """
    done = plain(definition)
    if not done.get("follows"):
        done.pop("follows", None)
        return done
    was = {
        address: before
        for address, before in origins(definition, start_was, followed).items()
        if before != address
    }
    if was:
        done["was"] = was
    return done


def origins(
    definition: Mapping[str, Any], start_was: Was, followed: Collection[str]
) -> dict[str, str | None]:
    """Return for every open cell where it stood in the followed edition; None for a new one."""
    return {
        address: _origin(row, column, start_was, followed)
        for address, row, column in _open_cells(copied(definition))
    }


def _origin(row: Node, column: Node, start_was: Was, followed: Collection[str]) -> str | None:
    section, _, row_number = row.get(STAMP, "").partition(".")
    column_section, _, column_number = column.get(STAMP, "").partition(".")
    if not section or section != column_section:
        return None
    at_start = address_of(int(section), int(row_number), int(column_number))
    before = start_was.get(at_start, at_start)
    return before if before in followed else None


def _open_cells(definition: Definition) -> Iterator[tuple[str, Node, Node]]:
    for section, table in _tables(definition):
        columns = [column.node for column in columns_of(table)]
        for row in rows_of(table):
            for column in columns:
                if column["number"] not in row.get("closed", ()):
                    address = address_of(section["number"], row["number"], column["number"])
                    yield address, row, column


def _tables(definition: Definition) -> Iterator[tuple[Node, Node]]:
    for section in sections_of(definition):
        for table in tables_of(section):
            yield section, table


def _lines(table: Node) -> Iterator[Node]:
    yield from rows_of(table)
    yield from (column.node for column in columns_of(table))
