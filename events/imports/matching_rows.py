"""Items of a file of the portal's own beside the rows of the plan that they are."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from common.text import normalise
from events.actions.texts import settled
from events.contents.comparing import CellChange
from events.imports.differences import Difference
from events.imports.draft import Draft
from events.imports.draft_item import DraftItem
from events.imports.levels import Path, paths_of_rows, paths_of_sections
from events.imports.pairing import fingerprint
from events.item_fields import FIELDS, text_of
from events.models import PlanItem, PlanSection
from events.own_files import item_in

PROGRAMME = "programme"
_LABELS = {**{name: spec.label for name, spec in FIELDS.items()}, PROGRAMME: "Программа"}


@dataclass
class Match:
    """An item of the file, the row of the plan that it is, and what it has otherwise.

    `texts` are those that differ, as the fields of a row hold them; all of them while there is no
    row. `path` is where the item stands among the sections, and `moves` that the row does not.
    """

    item: DraftItem
    texts: dict[str, str]
    path: Path
    row: PlanItem | None = None
    moves: bool = False
    difference: Difference | None = None

    @property
    def state(self) -> str:
        if self.row is None:
            return "new"
        return "changed" if self.difference else "same"


def matched(
    draft: Draft,
    items: Sequence[DraftItem],
    rows: Sequence[PlanItem],
    sections: Sequence[PlanSection],
) -> list[Match]:
    """Return the items, each with its row of the plan and what it has otherwise.

    A row is found by the key of the item, by all its texts, by its name; each row once.
    """
    paths = paths_of_sections(sections)
    own = paths_of_rows(draft.rows)
    matches = [Match(item, _texts(item), own[item.section_index]) for item in items]
    where = {row.pk: () if draft.is_by_months else paths[row.section_id] for row in rows}
    _find(draft, matches, rows, where)
    for match in matches:
        if match.row is not None:
            _compare(draft, match, match.row, where[match.row.pk])
    return matches


def _texts(item: DraftItem) -> dict[str, str]:
    """Return the texts of an item as the fields of a plan's row hold them."""
    lists = {
        "event_form": item.event_form,
        "period": "\n".join(reading.wording for reading in item.readings),
        "organisers": "\n".join(each.wording for each in item.organisers),
        "responsibles": "\n".join(item.responsibles),
    }
    return {name: lists.get(name, item.texts.get(name, "")) for name in _LABELS}


def _standing(row: PlanItem) -> dict[str, str]:
    return {**{name: text_of(row, name) for name in FIELDS}, PROGRAMME: row.programme}


def _plain(name: str, text: str) -> str:
    """Return a text as it is compared: spaces and how a list was typed make no difference."""
    return " ".join(text.split()) if name == PROGRAMME else settled(name, text)


def _find(
    draft: Draft, matches: Sequence[Match], rows: Sequence[PlanItem], where: dict[int, Path]
) -> None:
    left = {row.pk: row for row in rows}
    for match in matches:
        key = draft.rows[match.item.index].key
        match.row = left.pop(item_in(key, rows[0].plan_id) or 0, None) if rows else None

    def whole(texts: dict[str, str], path: Path) -> Hashable:
        return tuple(_plain(name, text) for name, text in texts.items()), path

    _find_by(
        matches,
        left,
        lambda match: whole(match.texts, match.path),
        lambda row: whole(_standing(row), where[row.pk]),
    )
    _find_by(
        matches,
        left,
        lambda match: normalise(match.item.name),
        lambda row: normalise(row.name),
    )


def _find_by(
    matches: Sequence[Match],
    left: dict[int, PlanItem],
    of_match: Callable[[Match], Hashable],
    of_row: Callable[[PlanItem], Hashable],
) -> None:
    """Give items without a row the rows that are left, by what is the same in both, in order."""
    waiting: dict[Hashable, list[PlanItem]] = defaultdict(list)
    for row in reversed(left.values()):
        waiting[of_row(row)].append(row)
    for match in matches:
        if match.row is None and (found := waiting.get(of_match(match))):
            match.row = left.pop(found.pop().pk)


def _compare(draft: Draft, match: Match, row: PlanItem, path: Path) -> None:
    standing = _standing(row)
    match.texts = {
        name: text
        for name, text in match.texts.items()
        if _plain(name, text) != _plain(name, standing[name])
    }
    changes = [
        CellChange(_LABELS[name], standing[name], text) for name, text in match.texts.items()
    ]
    match.moves = match.path != path
    if match.moves:
        changes.append(CellChange("Раздел", " / ".join(path), " / ".join(match.path)))
    if changes:
        mark = fingerprint([row.version, [[one.label, one.after] for one in changes]])
        key = f"row-{match.item.index}"
        match.difference = Difference(key, row.name, changes, mark, number=row.number)
        match.difference.decide(draft)
