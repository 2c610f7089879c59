"""Steps by which lines are paired: slid, joined, split, named otherwise, each to be undone.

A step is told as splices: in a column, from a place on, some cells give way to others. So it can
be taken back and done again whatever came after a reload, and no letter gets lost by it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from events.imports.pairing import WORK_KINDS, Entry, Pairing, PairingError

# The column of works, by the side of those that have numbers.
NAME = -1
MOST_STEPS = 200
_STALE = "Строки этой ячейки уже изменили в другом окне. Обновите страницу: там новый вид."
_UNREAD = "Шаг не прочитан. Обновите страницу."


class Step(NamedTuple):
    """What a person does: `at` tells where a text is split, `kind` what a line becomes."""

    act: str
    column: int = NAME
    place: int = 0
    at: int = 0
    kind: str = ""

    @classmethod
    def of(cls, told: Any) -> "Step":
        """Return the step that the page sent. Raises PairingError when it is none."""
        try:
            column = NAME if told.get("column") == "name" else int(told.get("column", NAME))
            step = cls(
                str(told["act"]),
                column,
                int(told.get("place", 0)),
                int(told.get("at", 0)),
                str(told.get("kind", "")),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise PairingError(_UNREAD) from error
        if step.act not in {*_ACTS, UNDO, REDO} or step.place < 0:
            raise PairingError(_UNREAD)
        return step


class Splice(NamedTuple):
    """In `column`, from `place` on, `before` gives way to `after`."""

    column: int
    place: int
    before: list[Any]
    after: list[Any]

    @property
    def back(self) -> "Splice":
        return Splice(self.column, self.place, self.after, self.before)


class Spot(NamedTuple):
    """Where the person stands after a step."""

    column: int
    place: int


Splices = list[Splice]
UNDO, REDO = "undo", "redo"


@dataclass
class Steps:
    """The steps made in one cell, and those taken back, the last ones at the end; plain values."""

    past: list[list[Any]] = field(default_factory=list)
    future: list[list[Any]] = field(default_factory=list)

    def take(self, pairing: Pairing, step: Step) -> tuple[Pairing, Spot]:
        """Return the pairing after a step, and where it was made.

        Raises PairingError, with a sentence for the person, when the step makes no sense there.
        """
        if step.act == UNDO:
            return self._travel(self.past, self.future, pairing, is_back=True)
        if step.act == REDO:
            return self._travel(self.future, self.past, pairing, is_back=False)
        splices = _ACTS[step.act](pairing, step)
        return self.note(pairing, splices), _spot_after(step, splices)

    def note(self, pairing: Pairing, splices: Splices) -> Pairing:
        """Return the pairing after splices, which are remembered as one step."""
        made = applied(pairing, splices)
        self.past.append([list(splice) for splice in splices])
        del self.past[:-MOST_STEPS]
        self.future.clear()
        return made

    def _travel(
        self, source: list[Any], target: list[Any], pairing: Pairing, *, is_back: bool
    ) -> tuple[Pairing, Spot]:
        if not source:
            raise PairingError("Отменять нечего." if is_back else "Возвращать нечего.")
        kept = source.pop()
        splices = [Splice(*told) for told in kept]
        target.append(kept)
        way = [splice.back for splice in reversed(splices)] if is_back else splices
        return applied(pairing, way), Spot(way[-1].column, way[-1].place)


def applied(pairing: Pairing, splices: Splices) -> Pairing:
    """Return the pairing with cells replaced as the splices say.

    Raises PairingError when something else stands there now.
    """
    runs = {NAME: list(pairing.entries)} | {n: list(run) for n, run in pairing.columns.items()}
    for column, place, before, after in splices:
        if column not in runs:
            raise PairingError(_STALE)
        run, end = runs[column], place + len(before)
        if column != NAME:
            run += [""] * (end - len(run))
        if [_plain(cell) for cell in run[place:end]] != [_plain(cell) for cell in before]:
            raise PairingError(_STALE)
        run[place:end] = [Entry(*cell) for cell in after] if column == NAME else after
    entries = runs.pop(NAME)
    return Pairing(entries, {number: _trimmed(run) for number, run in runs.items()})


def replaced(before: Pairing, after: Pairing) -> Splices:
    """Return the splices that make one pairing into another: what differs in each column."""
    runs = [(NAME, before.entries, after.entries)]
    runs += [(number, before.columns[number], cells) for number, cells in after.columns.items()]
    return [_difference(*run) for run in runs if run[1] != run[2]]


def _difference(column: int, before: Sequence[Any], after: Sequence[Any]) -> Splice:
    """Return the splice of what stands between the cells that both begin and end with."""
    most = min(len(before), len(after))
    head = next((n for n in range(most) if before[n] != after[n]), most)
    most -= head
    tail = next((n for n in range(most) if before[-n - 1] != after[-n - 1]), most)
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    return Splice(column, head, list(old), list(new))


def _plain(cell: Any) -> Any:
    return cell if isinstance(cell, str) else tuple(cell)


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _run(pairing: Pairing, column: int) -> Sequence[Any]:
    run = pairing.entries if column == NAME else pairing.columns.get(column)
    if run is None:
        raise PairingError(_UNREAD)
    return run


def _text(cell: Any) -> str:
    return cell if isinstance(cell, str) else cell.text


def _join(pairing: Pairing, step: Step) -> Splices:
    run = _run(pairing, step.column)
    if step.place + 1 >= len(run):
        raise PairingError("Ниже в этом столбце ничего нет.")
    cell, below = run[step.place : step.place + 2]
    text = "\n".join(filter(None, (_text(cell), _text(below))))
    return [Splice(step.column, step.place, [cell, below], [_with_text(cell, text)])]


def _split(pairing: Pairing, step: Step) -> Splices:
    run = _run(pairing, step.column)
    cell = run[step.place] if step.place < len(run) else ""
    text = _text(cell)
    parts = _parts(text, step.at)
    if not all(parts):
        first, _, rest = text.partition("\n")
        parts = first.strip(), rest.strip()
    if not all(parts):
        raise PairingError("Поставьте курсор туда, где разделить.")
    return [Splice(step.column, step.place, [cell], [_with_text(cell, part) for part in parts])]


def _parts(text: str, at: int) -> tuple[str, str]:
    return text[: max(at, 0)].strip(), text[max(at, 0) :].strip()


def _with_text(cell: Any, text: str) -> Any:
    return text if isinstance(cell, str) else cell._replace(text=text)


def _down(pairing: Pairing, step: Step) -> Splices:
    if step.column == NAME:
        raise PairingError("Вниз сдвигают сроки и людей, пункты стоят на месте.")
    if step.place >= len(_run(pairing, step.column)):
        raise PairingError("Здесь и ниже пусто.")
    return [Splice(step.column, step.place, [], [""])]


def _up(pairing: Pairing, step: Step) -> Splices:
    if step.column == NAME:
        raise PairingError("Вверх сдвигают сроки и людей, пункты стоят на месте.")
    run = _run(pairing, step.column)
    is_free = step.place < len(run) and not run[step.place]
    free = step.place if is_free else step.place - 1
    if not 0 <= free < len(run) or run[free]:
        raise PairingError(
            "Выше не пусто. Чтобы соединить с ячейкой выше, встаньте в неё и нажмите "
            "«Соединить со следующей»."
        )
    return [Splice(step.column, free, [""], [])]


def _set_kind(pairing: Pairing, step: Step) -> Splices:
    if step.place >= len(pairing.entries) or step.kind not in WORK_KINDS:
        raise PairingError(_UNREAD)
    entry = pairing.entries[step.place]
    return [Splice(NAME, step.place, [entry], [entry._replace(kind=step.kind)])]


_ACTS: Mapping[str, Callable[[Pairing, Step], Splices]] = {
    "join": _join,
    "split": _split,
    "down": _down,
    "up": _up,
    "kind": _set_kind,
}


def _spot_after(step: Step, splices: Splices) -> Spot:
    """Return the cell that the step has moved, so that the next step finds it under hand."""
    if step.act in ("split", "down"):
        return Spot(step.column, step.place + 1)
    return Spot(step.column, splices[0].place)
