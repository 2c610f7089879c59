"""What a person typed into the search."""

import re
from dataclasses import dataclass

from methodportal.search.words import STOP_WORDS, Word, clean, words

LONGEST = 200
MOST_TERMS = 10
SHORTEST_BEGINNING = 3
_PHRASE = re.compile(r"[\"«“„]([^\"«»“”„]+)[\"»”]")


@dataclass(frozen=True)
class Query:
    """The words asked for.

    `terms` are stems. `beginning` is the last word as typed: it may be only the beginning of a
    word. `phrases` are stems that stand side by side, each between two spaces.
    """

    text: str
    terms: tuple[str, ...]
    forms: tuple[str, ...]
    beginning: str
    phrases: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse(text: str) -> Query:
    """Read the words; of a very long text only the beginning is asked for."""
    text = clean(text)[:LONGEST].strip()
    phrases = (sequence(match[1]) for match in _PHRASE.finditer(text))
    found = _telling(list(words(text)))
    return Query(
        text=text,
        terms=tuple(found),
        forms=tuple(found.values()),
        beginning=_beginning(text),
        phrases=tuple(phrase for phrase in phrases if phrase.strip()),
    )


def sequence(text: str) -> str:
    """Return the stems of a text in their order, between spaces."""
    return f" {' '.join(word.keys[0] for word in words(text))} "


def _telling(all_words: list[Word]) -> dict[str, str]:
    """Leave out the words that stand in every text, unless there are no others."""
    telling = [word for word in all_words if word.form not in STOP_WORDS] or all_words
    return {word.keys[0]: word.form for word in telling[:MOST_TERMS]}


def _beginning(text: str) -> str:
    last = list(words(text.rpartition(" ")[2]))
    if not last or not text[-1].isalnum() or last[-1].form in STOP_WORDS:
        return ""
    typed = last[-1].form if len(last[-1].keys) == 1 else last[-1].keys[0]
    return typed if len(typed) >= SHORTEST_BEGINNING else ""
