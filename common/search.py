"""What every application tells of its rows to the search of the site.

An application lists its sources in a room `search.py`; the search finds these rooms by itself.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.dispatch import Signal

# Sent by actions that write many rows past the signals of models:
# rows_changed.send(sender=PlanItem, pks=[1, 2]), in the same transaction.
rows_changed = Signal()


@dataclass(frozen=True)
class Description:
    """How a row is found: words of the title count more than those of the text."""

    title: str
    text: str
    url: str
    date: datetime.date | None = None


@dataclass(frozen=True)
class SearchSource:
    """Rows of one kind, and who may find them.

    `key` is kept with the index, `title` names the group of results. `rows` gives all rows that
    anybody may find, with what `describe` reads of them. `visible_to` is the rule of the pages
    themselves: what it does not give the person is not found by her, counted or hinted at.
    `follows` names rows whose change changes the text of ours: the model, and the lookup from
    our row to it. `on_shown` is told who was shown rows of personal data, and for which words.
    """

    key: str
    title: str
    rows: Callable[[], QuerySet[Any]]
    describe: Callable[[Any], Description]
    visible_to: Callable[[Any], QuerySet[Any]]
    follows: Mapping[type[Model], str] = field(default_factory=dict)
    on_shown: Callable[[Any, str], None] | None = None


_sources: dict[str, SearchSource] = {}


def register(source: SearchSource) -> None:
    """Add a source. Raises ValueError when its key belongs to another."""
    if _sources.setdefault(source.key, source) is not source:
        raise ValueError(f"The key «{source.key}» of the search is taken")


def sources() -> Sequence[SearchSource]:
    """Return all sources in the order of their titles."""
    return sorted(_sources.values(), key=lambda source: source.title)


def words_of(*parts: object) -> str:
    """Return the texts that are there, told apart as an excerpt shows them."""
    return " · ".join(str(part) for part in parts if part)
