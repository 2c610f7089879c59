"""Two texts word by word: which words of each are not in the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[\w-]+|[^\w\s]")


@dataclass(frozen=True)
class Words:
    """A run of a text, and whether the other text lacks it."""

    text: str
    is_changed: bool


def marked(before: str, after: str) -> tuple[list[Words], list[Words]]:
    """Return both texts in runs of words that are the same and that differ."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return (
        list(_runs(old, [(what, start, end) for what, start, end, _, _ in steps])),
        list(_runs(new, [(what, start, end) for what, _, _, start, end in steps])),
    )


def _runs(words: list[str], steps: list[tuple[str, int, int]]) -> Iterator[Words]:
    for what, start, end in steps:
        if text := "".join(words[start:end]):
            yield Words(text, what != "equal")
