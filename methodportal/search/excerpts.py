"""What is shown of a found text: a part around the words, which are marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from methodportal.search.query import Query
from methodportal.search.words import plain, words_of_token

LENGTH = 260
BEFORE = 80
# Endings change the last letter of some stems: library, libraries.
_SURE_LETTERS = 4


@dataclass(frozen=True)
class Piece:
    """A part of a text; marked where it answers the query."""

    text: str
    is_found: bool = False


def marked(text: str, query: Query) -> list[Piece]:
    """Cut the text into pieces, those that answer the query marked."""
    pieces, at = [], 0
    for start, end in _spans(text, query):
        pieces += [Piece(text[at:start]), Piece(text[start:end], is_found=True)]
        at = end
    return [piece for piece in (*pieces, Piece(text[at:])) if piece.text]


def excerpt(text: str, query: Query) -> list[Piece]:
    """Return a part of the text around the first word found, or its beginning."""
    first = next(_spans(text, query), (0, 0))[0]
    start = _between_words(text, max(0, first - BEFORE))
    end = _between_words(text, min(len(text), start + LENGTH))
    pieces = marked(text[start:end].strip(" ·\n"), query)
    return [
        *([Piece("… ")] if start else []),
        *pieces,
        *([Piece(" …")] if end < len(text) else []),
    ]


def _between_words(text: str, place: int) -> int:
    """Return the nearest place at or before this one where no word is cut."""
    if place >= len(text):
        return len(text)
    return text.rfind(" ", 0, place) + 1 if place else 0


def _spans(text: str, query: Query) -> Iterator[tuple[int, int]]:
    """Yield where words that answer the query begin and end.

    Only the words that begin like a term are looked at more closely: stems take time.
    """
    if not query:
        return
    small = plain(text)
    for match in _likely(query).finditer(small):
        token = match[0]
        if any(_answers(key, query) for word in words_of_token(token) for key in word.keys):
            yield match.span()


def _likely(query: Query) -> re.Pattern[str]:
    terms = {*query.terms, *filter(None, [query.beginning])}
    starts = "|".join(_start_of(term) for term in sorted(terms, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{starts})[^\W_]*")


def _start_of(term: str) -> str:
    if any(letter.isdigit() for letter in term):
        return r"[-./]?".join(map(re.escape, term))
    return re.escape(term[:-1] if len(term) > _SURE_LETTERS else term)


def _answers(key: str, query: Query) -> bool:
    return key in query.terms or bool(query.beginning and key.startswith(query.beginning))
