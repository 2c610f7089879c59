"""Reading an outline from plain text, as people write it, and writing it so."""

from collections.abc import Iterable
from dataclasses import dataclass

from libraries.imports.lines import read_lines

MOST_ITEMS = 40
REQUIRED = "*"
_DASHES = (" — ", " – ")


@dataclass(frozen=True)
class ItemLine:
    """A heading or criterion as it is written in a line."""

    title: str
    hint: str = ""
    is_required: bool = False


def read_outline(text: str) -> list[ItemLine]:
    """Return the items of `text`, a line each: «Название* — подсказка», * where it must be told.

    Raises ValidationError with one message for each line that is not understood.
    """
    nothing = "Напишите хотя бы одну строку."
    too_many = f"Строк больше {MOST_ITEMS}: объедините похожие."
    return read_lines(text, _read, most=MOST_ITEMS, words=(nothing, too_many))


def _read(words: str, group: str) -> ItemLine:
    if group:
        raise ValueError("группы («# …») здесь не нужны: уберите строку с решёткой.")
    dash = next((each for each in _DASHES if each in words), " — ")
    title, _, hint = (part.strip() for part in words.partition(dash))
    is_required = title.endswith(REQUIRED)
    title = title.rstrip(REQUIRED).strip()
    if not title:
        raise ValueError("перед тире нужно название.")
    if len(title) > 300 or len(hint) > 500:
        raise ValueError("слишком длинно: название до 300 знаков, подсказка до 500.")
    return ItemLine(title, hint, is_required)


def write_outline(items: Iterable[ItemLine]) -> str:
    """Return the items as the text they could be read from."""
    return "\n".join(
        f"{each.title}{REQUIRED if each.is_required else ''}"
        + (f" — {each.hint}" if each.hint else "")
        for each in items
    )
