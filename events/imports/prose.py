"""The parts of a plan that stand before its table in prose: goal, tasks, priorities."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from common.text import normalise

# Where a part may go: fields of the plan, or nowhere.
FIELDS = {"goal": "Цель", "tasks": "Задачи", "priorities": "Приоритетные направления"}
LEAVE_OUT = ""
MAX_HEADING = 120
BULLET = "– "

_FIELDS = (
    ("goal", re.compile(r"(?:[а-я]+(?:ая|ые|ой)\s+){0,2}цел[ьи]\b")),
    ("tasks", re.compile(r"(?:[а-я]+(?:ая|ые|ой)\s+){0,2}задач[аи]\b")),
    ("priorities", re.compile(r"(?:[а-я]+ые\s+)?приоритет|(?:основные\s+)?направления\b")),
)
# «I. ЦЕЛИ, ЗАДАЧИ, ПРИОРИТЕТЫ» heads a part of the document, not one of the texts.
_PART = re.compile(r"\s*[IVX]+\s*[.)]\s")
_APPROVAL = re.compile(r"утвержда|согласова|__|директор\b|^«?\s*»?\s*\d{4}\s*г")
_BULLET = re.compile(r"^\s*[·•▪●*‣−–—-]\s*")


@dataclass
class ProsePart:
    """A run of prose with the heading over it, and the field of the plan that it is offered for."""

    heading: str
    text: str
    field: str


def read_prose(lines: Sequence[str], title: str) -> list[ProsePart]:
    """Return the parts of the text before the table, in order; `title` is not among them."""
    parts: list[ProsePart] = []
    is_open = False
    known = normalise(title)
    for line in (" ".join(line.split()) for line in lines):
        if not line or normalise(line) in known or _APPROVAL.search(normalise(line)):
            continue
        if _PART.match(line):
            is_open = False
        elif part := _opened(line):
            parts.append(part)
            is_open = True
        elif is_open:
            parts[-1].text = f"{parts[-1].text}\n{_listed(line)}".strip()
        elif not parts or parts[-1].heading:
            parts.append(ProsePart("", _listed(line), LEAVE_OUT))
        else:
            parts[-1].text += f"\n{_listed(line)}"
    for part in parts:
        if "\n" not in part.text:
            part.text = part.text.removeprefix(BULLET)
    return [part for part in parts if part.text]


def _opened(line: str) -> ProsePart | None:
    """Return the part that a line begins, with what stands on the line after its heading."""
    heading, colon, rest = line.partition(":")
    field = _field(heading)
    if field and colon and len(heading) <= MAX_HEADING:
        return ProsePart(heading.strip(), rest.strip(), field)
    is_bare = len(line.split()) <= 4 and not line.endswith((".", ";", ","))
    if field and is_bare and not _BULLET.match(line):
        return ProsePart(line, "", field)
    if colon and not rest and (line.isupper() or not _BULLET.match(line)):
        # A sentence that opens a list says itself where the work is directed: it stays a text.
        return ProsePart(heading, line, "goal")
    return None


def _field(heading: str) -> str:
    text = normalise(heading)
    return next((name for name, pattern in _FIELDS if pattern.match(text)), "")


def _listed(line: str) -> str:
    return _BULLET.sub(BULLET, line)
