"""Rows of a plan that look like the same thing written twice."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from common.stems import stem
from common.text import normalise
from events.models import PlanItem

_WORD = re.compile(r"[а-яa-z]{3,}|\d+")
# Words that name a form of work or an audience stand in half of all rows and tell nothing.
_COMMON_WORDS = """
    для библиотека библиотекарь библиотечный областной районный муниципальный межрайонный
    региональный семинар вебинар конкурс конференция совещание мероприятие участие организация
    проведение подготовка год годовой работа работник специалист круглый стол мастер класс курс
    выезд консультация при над под или как что они
"""
_COMMON = {stem(word) for word in _WORD.findall(_COMMON_WORDS)}
ALIKE = 0.6
MOST_PAIRS = 100
# A word that so many rows share tells nothing of any two of them.
TELLS_LITTLE = 60


@dataclass(frozen=True)
class Pair:
    """Two rows; `is_same` when their names are equal but for marks and case."""

    first: PlanItem
    second: PlanItem
    is_same: bool

    @property
    def is_of_two(self) -> bool:
        """Whether the rows are of two organisations."""
        return self.first.owner_id != self.second.owner_id


def alike(rows: Sequence[PlanItem]) -> list[Pair]:
    """Return pairs of rows with the same or with like names, the same ones first.

    Names are like when most of their telling words are shared (Jaccard's measure of their stems).
    Only rows that share a telling word are compared, so that a thousand rows take a moment.
    """
    names = [normalise(row.name) for row in rows]
    words = [_telling(name) for name in names]
    pairs = []
    for first, second in _candidates(names, words):
        is_same = names[first] == names[second]
        shared, all_of_them = words[first] & words[second], words[first] | words[second]
        if is_same or len(shared) >= ALIKE * len(all_of_them):
            pairs.append(Pair(rows[first], rows[second], is_same))
    pairs.sort(key=lambda pair: (not pair.is_same, pair.first.number, pair.second.number))
    return pairs[:MOST_PAIRS]


def _telling(name: str) -> frozenset[str]:
    found = {stem(word) for word in _WORD.findall(name)}
    return frozenset(found - _COMMON) or frozenset(found)


def _candidates(names: Sequence[str], words: Sequence[frozenset[str]]) -> set[tuple[int, int]]:
    """Return the pairs that share a name or a word that stands in few rows."""
    places: dict[str, list[int]] = defaultdict(list)
    same: dict[str, list[int]] = defaultdict(list)
    for place, (name, own) in enumerate(zip(names, words, strict=True)):
        same[name].append(place)
        for word in own:
            places[word].append(place)
    found = {pair for group in same.values() for pair in combinations(group, 2)}
    few = (group for group in places.values() if len(group) <= TELLS_LITTLE)
    return found.union(*(combinations(group, 2) for group in few))
