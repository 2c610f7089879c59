"""A block of cells from Excel or Word on its way into a range of a plan: what it would change."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from common.russian import plural
from common.text import strip_controls
from common.uploads import UploadError
from events.actions import MOST_ROWS, Cell
from events.actions.texts import checked, read_wording, settled, split
from events.calendar import meaning
from events.imports.clipboard import read_block
from events.item_fields import FIELDS, text_of
from events.models import Plan, PlanItem

MOST_LETTERS = 4_000_000
_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"(?=[\t\n]|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")


@dataclass(frozen=True)
class Target:
    """The range that is pasted into: rows and fields from its first cell on, and its size.

    A single cell is a range of one by one: the block then takes the room it needs.
    """

    rows: Sequence[PlanItem]
    fields: Sequence[str]
    height: int = 1
    width: int = 1
    may_add: bool = False


@dataclass(frozen=True)
class Change:
    """One cell as it is and as it would become; `row` is None for a new one."""

    row: PlanItem | None
    field: str
    before: str
    after: str
    error: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        return FIELDS[self.field].label


@dataclass
class Proposal:
    """What pasting would do: nothing is written before a person has seen it."""

    changes: list[Change] = field(default_factory=list)
    added: list[dict[str, str]] = field(default_factory=list)
    same: int = 0

    @property
    def errors(self) -> list[Change]:
        return [change for change in self.changes if change.error]

    @property
    def is_good(self) -> bool:
        return bool(self.changes) and not self.errors

    def cells(self) -> list[Cell]:
        return [
            Cell(change.row.pk, change.field, change.after, change.before)
            for change in self.changes
            if change.row is not None
        ]


def read_cells(text: str, html: str) -> list[list[str]]:
    """Return the pasted block, all its rows as wide as the widest.

    Raises:
        UploadError: nothing was pasted, or more than a person can look over.
    """
    if len(text) + len(html) > MOST_LETTERS:
        raise UploadError("Вставлено слишком много. Скопируйте таблицу частями.")
    rows = _split(strip_controls(text))
    if len(rows) <= MOST_ROWS and "<t" in html.casefold():
        rows = read_block(html) or rows
    if not any(cell.strip() for row in rows for cell in row):
        raise UploadError("В буфере пусто. Выделите ячейки в Excel или Word и скопируйте их.")
    if len(rows) > MOST_ROWS:
        told = f"{len(rows)} {plural(len(rows), 'строка', 'строки', 'строк')}"
        raise UploadError(
            f"В буфере {told}, а сюда за один раз вставляется не больше {MOST_ROWS}. "
            "Большую таблицу загрузите через «Загрузить из файла»."
        )
    width = max(len(row) for row in rows)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _split(text: str) -> list[list[str]]:
    """Return the cells of a text as spreadsheets put it: by tabs, many-line cells in quotes.

    A cell of one line keeps its quotes: «"Школа" вожатых» is a name and no quoted cell.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    place = 0
    while place <= len(text):
        quoted = _QUOTED.match(text, place)
        if quoted and "\n" in quoted[1]:
            cell, end = quoted[1].replace('""', '"'), quoted.end()
        else:
            plain = _PLAIN.match(text, place)
            cell, end = plain[0], plain.end()
        rows[-1].append(cell)
        if text[end : end + 1] == "\n":
            rows.append([])
        place = end + 1
    return rows


def propose(plan: Plan, block: Sequence[Sequence[str]], target: Target) -> Proposal:
    """Return what the block would change in the range.

    Raises:
        UploadError: the block does not fit beside the last column or below the last row.
    """
    block = _tiled(block, target)
    width = len(block[0])
    if width > len(target.fields):
        raise UploadError(
            f"В буфере столбцов: {width}, а от этой ячейки направо помещается "
            f"{len(target.fields)}. Встаньте левее или скопируйте меньше."
        )
    fields = target.fields[:width]
    rest = block[len(target.rows) :]
    if rest and not (target.may_add and "name" in fields):
        raise UploadError(
            f"В буфере строк: {len(block)}, а от этой ячейки вниз пунктов: {len(target.rows)}. "
            "Новые пункты появятся, если вставлять с наименованием и в план, показанный целиком."
        )
    proposal = Proposal()
    for row, texts in zip(target.rows, block, strict=False):
        for name, text in zip(fields, texts, strict=True):
            _take(plan, proposal, row, name, text)
    for texts in rest:
        values = dict(zip(fields, texts, strict=True))
        if any(text.strip() for text in texts):
            proposal.added.append(values)
            _take_new(plan, proposal, values)
    return proposal


def _tiled(block: Sequence[Sequence[str]], target: Target) -> Sequence[Sequence[str]]:
    """Repeat the block over a range whose sides are multiples of its own, as Excel does."""
    high, wide = len(block), len(block[0])
    if target.height % high or target.width % wide:
        return block
    return [list(block[row % high]) * (target.width // wide) for row in range(target.height)]


def _take(plan: Plan, proposal: Proposal, row: PlanItem, name: str, text: str) -> None:
    present = text_of(row, name)
    if settled(name, text) == settled(name, present):
        proposal.same += 1
        return
    proposal.changes.append(_change(plan, row, name, present, text))


def _take_new(plan: Plan, proposal: Proposal, values: Mapping[str, str]) -> None:
    for name, text in values.items():
        if text.strip() or name == "name":
            proposal.changes.append(_change(plan, None, name, "", text))


def _change(plan: Plan, row: PlanItem | None, name: str, before: str, text: str) -> Change:
    try:
        after = checked(name, text)
    except ValidationError as error:
        return Change(row, name, before, text, error=" ".join(error.messages))
    wordings = split(after) if name == "period" else []
    note = "; ".join(meaning(read_wording(wording, plan.year)) for wording in wordings)
    return Change(row, name, before, after, note=note)
