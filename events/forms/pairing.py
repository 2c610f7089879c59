"""Steps of pairing as plain forms send them: a marked cell, a button, kinds of lines."""

from collections.abc import Mapping

from events.imports.pairing import Pairing, PairingError
from events.imports.steps import NAME, REDO, UNDO, Spot, Step

_NAME = "name"


def column_name(column: int) -> str:
    """Return how addresses and pages call a column."""
    return _NAME if column == NAME else str(column)


def spot_in(text: str) -> Spot | None:
    """Return the cell that «1:3» or «name:3» tells, None when it tells none."""
    column, _, place = text.partition(":")
    is_known = column == _NAME or (column.isdecimal() and len(column) < 4)
    if not is_known or not place.isdecimal() or len(place) > 5:
        return None
    return Spot(NAME if column == _NAME else int(column), int(place))


def steps_of_form(data: Mapping[str, str], pairing: Pairing) -> list[Step]:
    """Return the steps that a form asks for.

    Raises PairingError, with a sentence for the person, when no cell is marked or the words before
    which it is to be split are not in it.
    """
    act = data.get("act", "")
    if act == "kinds":
        return _kinds(data, pairing)
    if act in (UNDO, REDO):
        return [Step(act)]
    spot = spot_in(data.get("spot", ""))
    if spot is None:
        raise PairingError("Сначала отметьте ячейку, потом нажмите, что с ней сделать.")
    at = _place_of(data.get("words", ""), _text_at(pairing, spot)) if act == "split" else 0
    return [Step.of({"act": act, "column": spot.column, "place": spot.place, "at": at})]


def _kinds(data: Mapping[str, str], pairing: Pairing) -> list[Step]:
    chosen = [data.get(f"kind-{number}", "") for number in range(len(pairing.entries))]
    return [
        Step("kind", NAME, number, 0, kind)
        for number, (kind, entry) in enumerate(zip(chosen, pairing.entries, strict=True))
        if kind not in ("", entry.kind)
    ]


def _text_at(pairing: Pairing, spot: Spot) -> str:
    if spot.column == NAME:
        return pairing.entries[spot.place].text if spot.place < len(pairing.entries) else ""
    return pairing.cells_of(spot.place).get(spot.column, "")


def _place_of(words: str, text: str) -> int:
    """Return where `words` begin in a text; without words, its end: it is split after a line."""
    words = words.strip()
    if not words:
        if "\n" not in text:
            raise PairingError("Напишите, перед какими словами разделить строку.")
        return len(text)
    at = text.find(words)
    if at <= 0:
        raise PairingError(f"В отмеченной ячейке нет слов «{words}», перед которыми её разделить.")
    return at
