"""Organisations of the registry recognised in a run of text."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from common.text import normalise
from events.names.splitting import split_names, split_wrapped_lines
from libraries.models import Organisation

# Below this likeness a suggestion only misleads; a typo or two in a long name stay above it.
ALIKE = 0.8
SUGGESTIONS = 3


class Known(NamedTuple):
    """An organisation as the preview shows it."""

    pk: int
    title: str


@dataclass(frozen=True)
class Mention:
    """One name of a cell, as written; recognised, or new with what it resembles."""

    wording: str
    organisation: Known | None = None
    similar: tuple[Known, ...] = ()


def name_key(text: str) -> str:
    """Return the letters and digits of a name; quotes, dots, dashes and spaces tell nothing."""
    return "".join(sign for sign in normalise(text) if sign.isalnum())


def once_each(words: Iterable[str]) -> list[str]:
    """Return the words by the alphabet, one writing of each name: whichever comes first.

    «Зимина Т.С.» and «Зимина Т. С.» are one.
    """
    writings: dict[str, str] = {}
    for word in words:
        if word.strip():
            writings.setdefault(name_key(word) or word, word)
    return sorted(writings.values(), key=normalise)


class NameBook:
    """All names under which organisations are known: full, short, and other writings."""

    def __init__(self, organisations: Iterable[tuple[int, str, str, str]]) -> None:
        """Take (pk, name, short name, aliases) of each organisation."""
        self._known: dict[int, Known] = {}
        self._by_key: dict[str, set[int]] = {}
        for pk, name, short_name, aliases in organisations:
            self._known[pk] = Known(pk, short_name or name)
            for each in (name, short_name, *aliases.splitlines()):
                if key := name_key(each):
                    self._by_key.setdefault(key, set()).add(pk)
        self.mention = lru_cache(maxsize=2000)(self._mention)

    @classmethod
    def load(cls) -> "NameBook":
        """Return the book of the whole registry, in one query."""
        return cls(Organisation.objects.values_list("pk", "name", "short_name", "aliases"))

    def choices(self) -> list[Known]:
        """Return all organisations by title."""
        return sorted(self._known.values(), key=lambda known: normalise(known.title))

    def get(self, pk: int) -> Known | None:
        return self._known.get(pk)

    def split(self, text: str) -> list[Mention]:
        """Return the organisations of one cell in order, each once.

        A name that stands in the registry is recognised exactly (quotes, case, ё and spaces
        aside); any other is new: a typo is never guessed away, only offered as similar.
        """
        if not text.strip():
            return []
        if self._is_known(text):
            return [self.mention(_plain(text))]
        names = [
            name
            for line in split_wrapped_lines(text, self._is_known)
            for name in split_names(line, self._is_known)
        ]
        return list(dict.fromkeys(self.mention(_plain(name)) for name in names))

    def read_lines(self, lines: Iterable[str]) -> list[Mention]:
        """Return the organisations of a cell in which a person wrote each on a line of its own.

        A line that holds nothing but several names of the registry is told apart as in `split`;
        any other line stays one name, as it was written.
        """
        mentions: list[Mention] = []
        for line in lines:
            parts = self.split(line)
            if all(part.organisation for part in parts):
                mentions += parts
            else:
                mentions.append(self.mention(line))
        return mentions

    def _is_known(self, text: str) -> bool:
        return name_key(text) in self._by_key

    def _mention(self, wording: str) -> Mention:
        key = name_key(wording)
        found = self._by_key.get(key, set())
        if len(found) == 1:
            return Mention(wording, self._known[next(iter(found))])
        if found:
            return Mention(wording, similar=tuple(self._known[pk] for pk in sorted(found)))
        return Mention(wording, similar=self._similar(key))

    def _similar(self, key: str) -> tuple[Known, ...]:
        best: dict[int, float] = {}
        matcher = SequenceMatcher(b=key, autojunk=False)
        for other, pks in self._by_key.items():
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
                continue
            ratio = matcher.ratio()
            if ratio >= ALIKE:
                best.update({pk: max(best.get(pk, 0), ratio) for pk in pks})
        ranked = sorted(best, key=lambda pk: (-best[pk], self._known[pk].title))
        return tuple(self._known[pk] for pk in ranked[:SUGGESTIONS])


def alike(name: str, others: Iterable[str]) -> list[str]:
    """Return those of `others` that differ from a name by a typo or two, the likest first."""
    key = name_key(name)
    matcher = SequenceMatcher(b=key, autojunk=False)
    found: list[tuple[float, str]] = []
    for other in others:
        matcher.set_seq1(name_key(other))
        if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
            found.append((-matcher.ratio(), other))
    return [other for ratio, other in sorted(found) if -ratio >= ALIKE][:SUGGESTIONS]


def _plain(name: str) -> str:
    return " ".join(name.split()).strip(" ,;")
