"""The columns of an imported table: how each is named, read and written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from common.imports import cells
from common.spreadsheets import CellValue

Reader = Callable[[CellValue, Any], Any]
Writer = Callable[[Any], CellValue]


@dataclass(frozen=True)
class ImportColumn:
    """A column: `field` is the attribute of the row it holds, foreign keys by their `_id`.

    `read` takes the cell and the lookup, `write` gives the cell of a stored row. `width` counts
    characters.
    """

    field: str
    heading: str
    read: Reader
    write: Writer
    other_headings: tuple[str, ...] = ()
    is_required: bool = False
    example: str = ""
    width: int = 18


def attribute(name: str) -> Writer:
    return lambda row: getattr(row, name)


def display(name: str) -> Writer:
    """Write the label of a choice."""
    return lambda row: getattr(row, f"get_{name}_display")()


def yes_no(name: str) -> Writer:
    return lambda row: "да" if getattr(row, name) else "нет"


def text_column(
    field: str, heading: str, *others: str, example: str = "", width: int = 18
) -> ImportColumn:
    return ImportColumn(
        field, heading, cells.text, attribute(field), others, example=example, width=width
    )


def flag_column(field: str, heading: str, *others: str, example: str = "нет") -> ImportColumn:
    return ImportColumn(field, heading, cells.flag, yes_no(field), others, example=example)
