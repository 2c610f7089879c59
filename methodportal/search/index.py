"""Writing of the index: row by row as things change, or the whole anew."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction

from common.search import SearchSource, sources
from methodportal.search.models import SearchEntry, SearchWord
from methodportal.search.words import STOP_WORDS, clean, words

# Of a longer text (a book in PDF) only the beginning is found; in letters.
LONGEST_TEXT = 200_000
TITLE_WEIGHT = 8
MOST_REPEATS = 4
BATCH = 500
_KEPT = ("title", "text", "url", "date", "stems", "title_words")


@dataclass(frozen=True)
class Indexed:
    """An entry with its words, not yet written; the words do not know their entry."""

    entry: SearchEntry
    words: list[SearchWord]


@transaction.atomic
def index_rows(source: SearchSource, pks: Iterable[Any]) -> None:
    """Bring the entries of these rows up to date; what is not there any more is forgotten."""
    wanted = set(pks)
    made = [_indexed(source, row) for row in source.rows().filter(pk__in=wanted)]
    kept = SearchEntry.objects.filter(kind=source.key, object_id__in=wanted)
    known = {entry.object_id: entry for entry in kept}
    gone = set(known) - {one.entry.object_id for one in made}
    changed = [one for one in made if _differs(one.entry, known.get(one.entry.object_id))]
    replaced = {one.entry.object_id for one in changed} & set(known)
    if gone or replaced:
        kept.filter(object_id__in=gone | replaced).delete()
    _write(changed)


def forget_row(source: SearchSource, pk: Any) -> None:
    """Take a deleted row out of the index."""
    SearchEntry.objects.filter(kind=source.key, object_id=pk).delete()


@transaction.atomic
def rebuild() -> dict[str, int]:
    """Make the whole index anew; return how many entries each source has."""
    SearchWord.objects.all().delete()
    SearchEntry.objects.all().delete()
    return {source.title: _index_all(source) for source in sources()}


def _index_all(source: SearchSource) -> int:
    number = 0
    rows = source.rows().order_by("pk").iterator(chunk_size=BATCH)
    for batch in _batches(_indexed(source, row) for row in rows):
        _write(batch)
        number += len(batch)
    return number


def _batches(made: Iterator[Indexed]) -> Iterator[list[Indexed]]:
    while batch := list(islice(made, BATCH)):
        yield batch


def _indexed(source: SearchSource, row: Any) -> Indexed:
    told = source.describe(row)
    title, text = clean(told.title), clean(told.text)[:LONGEST_TEXT]
    entry = SearchEntry(
        kind=source.key, object_id=row.pk, title=title, text=text, url=told.url, date=told.date
    )
    in_order, found = _read(title, text)
    entry.stems = f" {' '.join(in_order)} "
    entry.title_words = sum(1 for _word in words(title))
    return Indexed(entry, found)


def _read(title: str, text: str) -> tuple[list[str], list[SearchWord]]:
    """Return the stems in their order, and every word once with its weight."""
    in_order: list[str] = []
    found: dict[str, SearchWord] = {}
    for part, weight in ((title, TITLE_WEIGHT), (text, 1)):
        for word in words(part):
            in_order.append(word.keys[0])
            if word.form not in STOP_WORDS:
                for key in word.keys:
                    _weigh(found, key, word.form, weight)
    return in_order, list(found.values())


def _weigh(found: dict[str, SearchWord], key: str, form: str, weight: int) -> None:
    """A word counts once in the title, and up to some times in the text."""
    known = found.setdefault(key, SearchWord(stem=key, form=form, weight=0))
    if weight == TITLE_WEIGHT:
        known.weight = TITLE_WEIGHT
    elif known.weight % TITLE_WEIGHT < MOST_REPEATS:
        known.weight += 1


def _differs(entry: SearchEntry, known: SearchEntry | None) -> bool:
    return known is None or any(getattr(entry, name) != getattr(known, name) for name in _KEPT)


def _write(batch: Sequence[Indexed]) -> None:
    SearchEntry.objects.bulk_create([one.entry for one in batch])
    for one in batch:
        for word in one.words:
            word.entry_id = one.entry.pk
    SearchWord.objects.bulk_create((word for one in batch for word in one.words), batch_size=5000)
