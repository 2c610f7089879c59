"""The order of what was found."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log
from typing import NamedTuple

from methodportal.search.index import TITLE_WEIGHT
from methodportal.search.query import Query

# A word that only begins as typed counts half, the freshest row a quarter more than an old one.
BEGINNING_SHARE = 0.5
FRESHNESS_SHARE = 0.25
YEAR_DAYS = 365


class Match(NamedTuple):
    """A word of an entry that answers the query."""

    entry_id: int
    kind: str
    date: datetime.date | None
    title_words: int
    url: str
    stem: str
    weight: int


@dataclass
class Hit:
    """An entry that was found; `weights` are those of the terms it answers."""

    entry_id: int
    kind: str
    date: datetime.date | None
    title_words: int
    url: str
    weights: dict[str, float] = field(default_factory=dict)
    score: float = 0.0

    def is_whole(self, query: Query) -> bool:
        """Whether it answers every word."""
        return len(self.weights) == len(query.terms)


@dataclass(frozen=True)
class Ranking:
    """Entries, the best first: `whole` of them answer all words; `answered` are the terms found."""

    hits: Sequence[Hit]
    whole: int
    answered: frozenset[str]


def rank(matches: Iterable[Match], query: Query, today: datetime.date) -> Ranking:
    """Order the entries that answer all words, then those that answer some.

    The latter only of the kinds in which nothing answers all: a consultation that has both words
    does not hide the publications that are nearest.
    """
    hits = _gather(matches, query)
    answered = frozenset(term for hit in hits for term in hit.weights)
    rarity = _rarity(hits)
    whole = [hit for hit in hits if hit.is_whole(query)]
    answered_kinds = {hit.kind for hit in whole}
    shown = [hit for hit in hits if hit.is_whole(query) or hit.kind not in answered_kinds]
    for hit in shown:
        hit.score = _score(hit, rarity, today)
    ordered = sorted(shown, key=lambda hit: (-len(hit.weights), -hit.score, hit.kind, hit.entry_id))
    once = _once(ordered)
    kept = [hit for hit in ordered if once[hit.url] is hit]
    return Ranking(kept, sum(hit.is_whole(query) for hit in kept), answered)


def _once(ordered: Iterable[Hit]) -> dict[str, Hit]:
    """Return the hit by which each page is shown: of several that fit as well the latest.

    A person has an entry for each work of hers, and a transfer gives her one more.
    """
    once: dict[str, Hit] = {}
    for hit in ordered:
        known = once.setdefault(hit.url, hit)
        fits = (len(hit.weights), hit.score) == (len(known.weights), known.score)
        if fits and hit.entry_id > known.entry_id:
            once[hit.url] = hit
    return once


def _gather(matches: Iterable[Match], query: Query) -> list[Hit]:
    hits: dict[int, Hit] = {}
    terms = set(query.terms)
    last = query.terms[-1] if query.terms else ""
    for match in matches:
        hit = hits.get(match.entry_id)
        if hit is None:
            hit = hits[match.entry_id] = Hit(*match[:5])
        if match.stem in terms:
            _count(hit, match.stem, match.weight)
        if query.beginning and match.stem != last and match.stem.startswith(query.beginning):
            _count(hit, last, match.weight * BEGINNING_SHARE)
    return list(hits.values())


def _count(hit: Hit, term: str, weight: float) -> None:
    hit.weights[term] = max(weight, hit.weights.get(term, 0.0))


def _rarity(hits: Sequence[Hit]) -> dict[str, float]:
    """Return what each term is worth: the fewer entries have it, the more."""
    numbers: defaultdict[str, int] = defaultdict(int)
    for hit in hits:
        for term in hit.weights:
            numbers[term] += 1
    return {term: log(1 + len(hits) / number) for term, number in numbers.items()}


def _score(hit: Hit, rarity: dict[str, float], today: datetime.date) -> float:
    worth = sum(rarity[term] * weight for term, weight in hit.weights.items())
    in_title = sum(1 for weight in hit.weights.values() if weight >= TITLE_WEIGHT)
    covers = in_title / hit.title_words if hit.title_words else 0.0
    return worth * (1 + covers) * (1 + FRESHNESS_SHARE * _freshness(hit.date, today))


def _freshness(date: datetime.date | None, today: datetime.date) -> float:
    """Return 1 for today and what is to come, a half for a year ago, less for older things."""
    if date is None:
        return 0.0
    return 1 / (1 + max(0, (today - date).days) / YEAR_DAYS)
