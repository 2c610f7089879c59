"""How a figure is named: by its title and its unit, unless the title says a unit already."""

import re
from collections.abc import Iterable

from common.stems import stem

_WORDS = re.compile(r"[\w%²]+\.?")
# «Площадь помещений, кв. м: всего»: what stands last in a part of a heading, after a comma.
_LAST_OF_PART = re.compile(r",\s*([^,:—]+?)\s*(?=:|\s—|$)")
# So forms head the columns of flags: there is nothing to measure.
_FLAG = "нет — 0"
# Of what forms are counted in: a heading may say «человек» of a cell whose unit is «единица».
_COUNTED_IN = (
    "человек", "единица", "место", "экземпляр", "посещение", "название", "тысяча", "рубль",
    "квадратный", "метр", "запись", "час", "день", "раз", "процент", "%",
)  # fmt: skip
_SHORT = {"м": "метр", "м²": "метр", "кв": "квадратный", "тыс": "тысяча"}


def with_unit(title: str, unit: str) -> str:
    """Return «Посещения, ед.»; of a title like «Число посещений, посещений: всего» itself."""
    if not unit or _says(title, unit):
        return title
    return f"{title}, {unit}"


def _says(title: str, unit: str) -> bool:
    own = _words(unit)
    named = _words(title)
    if _FLAG in title or all(any(_is_same(word, one) for word in named) for one in own):
        return True
    return any(_is_unit(_words(part), own) for part in _LAST_OF_PART.findall(title))


def _is_unit(words: Iterable[str], own: Iterable[str]) -> bool:
    known = (*own, *_COUNTED_IN)
    return all(any(_is_same(word, one) for one in known) for word in words)


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.lower())


def _is_same(word: str, other: str) -> bool:
    """Whether they are forms of one word, of which either may be cut short: «тыс.»."""
    if word.endswith(".") or other.endswith("."):
        short, full = sorted((word.rstrip("."), other.rstrip(".")), key=len)
        return full.startswith(short)
    return stem(_SHORT.get(word, word)) == stem(_SHORT.get(other, other))
