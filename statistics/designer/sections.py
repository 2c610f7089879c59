"""Changing the sections of a form. Every function returns a new definition."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from statistics.designer import lines
from statistics.designer.renumbering import Renumbering, renumber_checks
from statistics.designer.tree import (
    INHERITED,
    Definition,
    at_place,
    copied,
    moved,
    next_number,
    section_at,
    sections_of,
    set_own,
    tables_of,
)

# What a section that is one table says itself, and one of several says in each of them.
_OF_TABLE = ("rows", "columns", "blocks")


def add_section(
    definition: Definition,
    values: Mapping[str, Any],
    rows: Sequence[str] = (),
    columns: Sequence[str] = (),
) -> Definition:
    """Add a section at the end, numbered after the last; titles make its rows and columns."""
    changed = copied(definition)
    sections = sections_of(changed)
    number = next_number(section["number"] for section in sections)
    section = {"number": number, "title": values["title"]}
    set_own(section, _manner(values), INHERITED)
    sections.append({**section, "rows": [], "columns": []})
    at = len(sections) - 1
    for what, titles in (("rows", rows), ("columns", columns)):
        if titles:
            changed = lines.add_lines(changed, lines.Place(at, 0, what), titles)
    return changed


def change_section(definition: Definition, at: int, values: Mapping[str, Any]) -> Definition:
    """Give a section other words, unit or number; the checks speak of it by the new number.

    `blocks` are, table by table, the columns that are printed together.

    Raises:
        ValidationError: another section has that number.
    """
    changed = copied(definition)
    section = section_at(changed, at)
    former, number = section["number"], values["number"]
    if number != former and number in [one["number"] for one in sections_of(changed)]:
        raise ValidationError({"number": f"Раздел {number} уже есть."})
    section["number"], section["title"] = number, values["title"]
    set_own(section, _manner(values), INHERITED)
    for table, blocks in zip(tables_of(section), values.get("blocks", ()), strict=False):
        set_own(table, {"blocks": blocks}, {"blocks": []})
    renumber_checks(changed, Renumbering(former, becomes=number))
    return changed


def move_section(definition: Definition, at: int, by: int) -> Definition:
    """Move a section up (-1) or down (1); its number stays."""
    changed = copied(definition)
    moved(sections_of(changed), at, by)
    return changed


def remove_section(definition: Definition, at: int) -> Definition:
    changed = copied(definition)
    sections_of(changed).remove(section_at(changed, at))
    return changed


def add_table(
    definition: Definition, at: int, rows: Sequence[str], columns: Sequence[str]
) -> Definition:
    """Add a table at the end of a section; its rows are numbered on, its columns begin anew."""
    changed = copied(definition)
    section = section_at(changed, at)
    if "tables" not in section:
        section["tables"] = [{key: section.pop(key) for key in _OF_TABLE if key in section}]
    section["tables"].append({"rows": [], "columns": []})
    last = len(section["tables"]) - 1
    changed = lines.add_lines(changed, lines.Place(at, last, "rows"), rows)
    return lines.add_lines(changed, lines.Place(at, last, "columns"), columns)


def remove_table(definition: Definition, at: int, table: int) -> Definition:
    """Take one of several tables out of a section. Raises ValidationError for the only one."""
    changed = copied(definition)
    section = section_at(changed, at)
    tables = section.get("tables", [])
    at_place(tables, table)
    if len(tables) < 2:
        raise ValidationError("В разделе остаётся хотя бы одна таблица.")
    tables.pop(table)
    if len(tables) == 1:
        section |= section.pop("tables")[0]
    return changed


def _manner(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: values[key] for key in ("unit", "okei", "ask_above") if key in values}
