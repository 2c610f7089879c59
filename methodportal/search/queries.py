"""Reads of the index, by what the person may see."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from common.search import sources
from methodportal.search.models import SearchEntry, SearchWord
from methodportal.search.query import Query
from methodportal.search.ranking import Hit, Match, Ranking, rank

# Stands after every letter in the order of code points.
_LAST = "\uffff"


@dataclass(frozen=True)
class Group:
    """A kind of results and how many there are."""

    key: str
    title: str
    number: int


def search(user: Any, query: Query, today: datetime.date) -> Ranking:
    """Return what the person may see and what answers the query, the best first."""
    if not query:
        return Ranking([], 0, frozenset())
    rows = seen_words(user).filter(_answering(query))
    for phrase in query.phrases:
        rows = rows.filter(entry__stems__contains=phrase)
    fields = (
        "entry_id",
        "entry__kind",
        "entry__date",
        "entry__title_words",
        "entry__url",
        "stem",
        "weight",
    )
    return rank((Match(*row) for row in rows.values_list(*fields)), query, today)


def seen_words(user: Any) -> QuerySet[SearchWord]:
    """Return the words of the entries that the person may see, by the rules of their pages."""
    seen = Q(pk__in=[])
    for source in sources():
        visible = source.visible_to(user).order_by().values("pk")
        seen |= Q(entry__kind=source.key, entry__object_id__in=visible)
    return SearchWord.objects.filter(seen)


def starting_with(beginning: str) -> Q:
    """Return the condition that a stem begins so: a range, which the index serves."""
    return Q(stem__gte=beginning, stem__lt=beginning + _LAST)


def groups_of(hits: Sequence[Hit]) -> list[Group]:
    """Count the results of each kind, in the order of the titles."""
    numbers = Counter(hit.kind for hit in hits)
    return [
        Group(source.key, source.title, numbers[source.key])
        for source in sources()
        if numbers[source.key]
    ]


def entries_of(hits: Sequence[Hit]) -> list[SearchEntry]:
    """Return the entries of these results in their order."""
    entries = SearchEntry.objects.defer("stems").in_bulk([hit.entry_id for hit in hits])
    return [entries[hit.entry_id] for hit in hits if hit.entry_id in entries]


def _answering(query: Query) -> Q:
    found = Q(stem__in=query.terms)
    return found | starting_with(query.beginning) if query.beginning else found
