"""What a filled workbook would change, cell by cell, against what the portal holds now."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from common.tables import in_words
from statistics.answers import Reply, is_unlikely, read_reply
from statistics.layout import CellSpec, Layout
from statistics.queries.answers import CellState, Sheet

FILE, PORTAL = "file", "portal"


@dataclass(frozen=True)
class Filled:
    """What came back of one report: the texts of its cells, and what was given out, by address.

    A blank is not there; of what was given out there is the version too.
    """

    submission: int
    library: str
    texts: dict[str, str]
    given: dict[str, tuple[int, str]]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Filled":
        given = {address: (version, text) for address, (version, text) in data["given"].items()}
        return cls(data["submission"], data["library"], data["texts"], given)

    def touched(self, layout: Layout) -> list[str]:
        """Return the addresses in which the file differs from what was given out."""
        cells = (spec for spec in layout.cells.values() if not spec.is_total)
        return [spec.address for spec in cells if self._is_touched(spec)]

    def _is_touched(self, spec: CellSpec) -> bool:
        return self.reply(spec) != self.given_reply(spec)

    def reply(self, spec: CellSpec) -> Reply | None:
        """Return the answer in the file."""
        return read_reply(self.texts.get(spec.address, ""), spec)

    def given_reply(self, spec: CellSpec) -> Reply | None:
        """Return the answer that was given out."""
        return read_reply(self.given.get(spec.address, (0, ""))[1], spec)

    def is_outdated(self, spec: CellSpec, state: CellState) -> bool:
        """Whether the portal has moved on from what was given out; back and forth is no move."""
        version = self.given.get(spec.address, (0, ""))[0]
        return state.version != version and state.reply != self.given_reply(spec)


def compare(filled: Filled, sheet: Sheet, chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the cells that differ, each with its status.

    "changed": the file's value would be written; "skipped": somebody changed the portal's value
    meanwhile and the person left the cell alone, or chose the portal's; "doubtful": both were
    changed, and a person has to choose. `chosen` tells by `key_of` what she has chosen.
    """
    touched = set(filled.touched(sheet.layout))
    rows = []
    for spec in sheet.fillable():
        state = sheet.cells[spec.address]
        reply = filled.reply(spec)
        if reply == state.reply:
            continue
        key = key_of(filled.submission, spec.address)
        moved = filled.is_outdated(spec, state)
        status = _status(spec.address in touched, moved, chosen.get(key, ""))
        rows.append({"status": status, "key": key, **_row(filled, spec, state, reply)})
    return rows


def key_of(submission: int, address: str) -> str:
    """Return the name of a cell among those of several reports."""
    return f"{submission}:{address}"


def _status(touched: bool, moved: bool, choice: str) -> str:
    if not touched:
        return "skipped"
    if not moved or choice == FILE:
        return "changed"
    return "skipped" if choice == PORTAL else "doubtful"


def _row(filled: Filled, spec: CellSpec, state: CellState, reply: Reply | None) -> dict[str, Any]:
    return {
        "submission": filled.submission,
        "library": filled.library,
        "address": spec.address,
        "place": spec.place,
        "title": spec.title,
        "given": filled.given.get(spec.address, (0, ""))[1],
        "portal": state.text,
        "file": reply.text if reply else "",
        "version": state.version,
        "by": state.changed_by,
        "at": in_words(timezone.localtime(state.changed_at)) if state.changed_at else "",
        "is_unlikely": reply is not None and is_unlikely(reply, spec),
    }


def changes_of(rows: list[dict[str, Any]]) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Yield the submissions in which something is written, with the rows to write."""
    by_submission: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        if row["status"] == "changed":
            by_submission.setdefault(row["submission"], []).append(row)
    yield from by_submission.items()
