"""Words of a text in any form: «библиотеки» and «библиотека» have one stem.

Their stems are those of `common.stems`. Codes and numbers
(«6-НК», «131-ФЗ», «7.0.100-2018») are kept whole, without their signs, and in parts.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from common.stems import LONGEST_WORD, stem
from common.text import strip_controls

_EVERYWHERE = """
а без бы был была были было быть в во вот все вы где да для до его ее если есть еще же за и из или
им их к как ко которые который ли мы на над не нет ни но о об он она они оно от по под при про с со
так также то того тоже у уже что чтобы эта эти это этот
a an and are at by for from in is of on or the to with
"""
STOP_WORDS = frozenset(_EVERYWHERE.split())
TOKEN = re.compile(r"[^\W_]+(?:[-./][^\W_]+)*")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_SIGNS = re.compile(r"[-./]")
_TORN = re.compile(r"(?<=[а-яёa-z])-[ \t]*\n\s*(?=[а-яёa-z])")
_SPACES = re.compile(r"\s+")
_SAME = str.maketrans({"ё": "е", **dict.fromkeys("‐‑‒–—−", "-")})


@dataclass(frozen=True)
class Word:
    """A word of a text: `keys` it is found by, the first of which stands in its place."""

    form: str
    keys: tuple[str, ...]


def clean(text: str) -> str:
    """Return the text as it is kept: words torn at the ends of lines joined, single spaces."""
    text = unicodedata.normalize("NFC", strip_controls(text)).replace("\N{SOFT HYPHEN}", "")
    return _SPACES.sub(" ", _TORN.sub("", text)).strip()


def plain(text: str) -> str:
    """Return the text in small letters, ё as е, one kind of dash; every letter in its place."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(one if len(one.lower()) > 1 else one.lower() for one in text)
    return small.translate(_SAME)


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in their order, stop words too."""
    for match in TOKEN.finditer(plain(text)):
        yield from words_of_token(match[0])


def words_of_token(token: str) -> Iterator[Word]:
    """Yield the word of a token, or the words on both sides of its hyphen."""
    parts = _PARTS.findall(token)
    if len(parts) > 1 and any(part.isdigit() for part in parts):
        whole = _SIGNS.sub("", token)[:LONGEST_WORD]
        yield Word(token[:LONGEST_WORD], (whole, *(stem(part) for part in parts)))
        return
    for part in parts:
        yield Word(part[:LONGEST_WORD], (stem(part),))
