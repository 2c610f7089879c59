"""Russian text made comparable, the same way on every database."""

import re

_QUOTES = re.compile(r"[«»\"“”„'’`]")
_SPACES = re.compile(r"\s+")
_DASHES = re.compile(r"[‐‑‒–—−]")


def normalise(text: str) -> str:
    """Return `text` for searching and sorting: small letters, ё as е, no quotes, single spaces."""
    plain = _DASHES.sub("-", _QUOTES.sub("", text.casefold().replace("ё", "е")))
    return _SPACES.sub(" ", plain).strip()


_LONGEST_NUMBER = 18  # what a database still holds


def number_in(text: str) -> int | None:
    """Return the whole number that an address or a form sent, or None for anything else.

    `str.isdigit` alone would let «²» through, at which `int` and the database stumble.
    """
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if is_number else None


def number_alone(text: str) -> str:
    """Return the number of a document without the sign «№» and with single spaces."""
    return _SPACES.sub(" ", text).strip().removeprefix("№").lstrip()


_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
    "|[\ud800-\udfff]|_x000[Dd]_"
)


def strip_controls(text: str) -> str:
    """Return `text` without what cannot be seen or stored: NUL, control and direction marks."""
    return _UNPRINTABLE.sub("", text)


def lowered(text: str) -> str:
    """Return a sentence as it goes on after a colon: «число не может быть отрицательным»."""
    return f"{text[:1].lower()}{text[1:]}"


def inner_quotes(text: str) -> str:
    """Return a name for use within «ёлочки»: its own quotes become „лапки“."""
    return text.replace("«", "„").replace("»", "“")
