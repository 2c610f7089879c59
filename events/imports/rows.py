"""Rows of a draft: what each is, and what a person may make of it."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

KINDS = {
    "item": "Пункт плана",
    "section": "Раздел",
    "join": "Продолжение строки выше",
    "skip": "Пропустить",
    "figure": "Показатель",
    "group": "Заголовок показателей",
    "off": "Не загружать",
    "loose": "Без пары",
}


class DraftError(ValueError):
    """A change of the draft makes no sense; the message tells the person why."""


@dataclass
class DraftRow:
    """A row of the file, or one of the lines that a row was taken apart into.

    `event_form` is None while the form is told by the name itself; `block` is the key of the row
    that a line came from; `doubts` are the columns whose cell may belong to a neighbouring line;
    `level` tells how deep a section stands, `section_kind` its kind where the file tells it; `key`
    is by what a file of the portal knows the item of the row; `apart` keeps the blocks and
    the lines that a row put together again was made of, by the columns that were paired then.
    """

    cells: list[str]
    kind: str = "item"
    why: str = ""
    event_form: str | None = None
    block: str = ""
    doubts: list[int] = field(default_factory=list)
    level: int = 1
    section_kind: str = ""
    key: str = ""
    apart: dict[str, Any] = field(default_factory=dict)


def mark_of(row: DraftRow) -> str:
    """Return a short mark of what a row holds, by which a page notices that it has changed."""
    held = json.dumps([row.kind, row.event_form, row.cells], ensure_ascii=False)
    return hashlib.sha256(held.encode()).hexdigest()[:16]


@dataclass
class Block:
    """A row of the file that was taken apart by lines: its cells as they were read.

    `is_checked` tells that a person has looked at which line goes with which; `past` and `future`
    are the steps by which they were paired and those taken back, as `Steps` keeps them; `others`
    keep how it was paired by other columns.
    """

    cells: list[str]
    kind: str = "item"
    is_checked: bool = False
    past: list[Any] = field(default_factory=list)
    future: list[Any] = field(default_factory=list)
    others: dict[str, Any] = field(default_factory=dict)
