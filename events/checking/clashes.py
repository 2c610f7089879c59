"""Rows that call the same people on the same days."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from common.stems import stem
from common.text import normalise
from events.models import ItemPeriod, PlanItem

# A period told to the month or longer says no days on which two things could clash.
LONGEST_DAYS = 14
_PARTS = re.compile(r"[,;/\n]|\sи\s")
_WORD = re.compile(r"[а-яa-z]{3,}")
_DAY = re.compile(r"\d")
_TERM = re.compile(r"(?:подготовка: |итоги: )?(?:до|не позднее|не позже|с|после)\s")


@dataclass(frozen=True)
class Clash:
    """Two rows for one audience whose days overlap."""

    first: PlanItem
    second: PlanItem
    audience: str
    first_period: ItemPeriod
    second_period: ItemPeriod


def clashes(rows: Sequence[PlanItem]) -> list[Clash]:
    """Return pairs of rows that are held on the same days for the same people."""
    found: dict[tuple[int, int], Clash] = {}
    for told in _by_audience(rows).values():
        for (audience, first), (_, second) in combinations(told, 2):
            key = (first.number, second.number)
            if key not in found and (days := _overlap(first, second)):
                found[key] = Clash(first, second, audience, *days)
    return [found[key] for key in sorted(found)]


def _by_audience(rows: Sequence[PlanItem]) -> dict[frozenset[str], list[tuple[str, PlanItem]]]:
    groups: dict[frozenset[str], list[tuple[str, PlanItem]]] = defaultdict(list)
    for row in rows:
        for words, part in _audiences(row):
            groups[words].append((part, row))
    return groups


def _audiences(row: PlanItem) -> Iterator[tuple[frozenset[str], str]]:
    """Yield the audiences a row names, each known by the stems of its words."""
    for part in _PARTS.split(row.audience):
        if words := frozenset(stem(word) for word in _WORD.findall(normalise(part))):
            yield words, part.strip()


def _overlap(first: PlanItem, second: PlanItem) -> tuple[ItemPeriod, ItemPeriod] | None:
    for one in _days(first):
        for other in _days(second):
            if one.start <= other.end and other.start <= one.end:
                return one, other
    return None


def _days(row: PlanItem) -> Iterator[ItemPeriod]:
    """Yield the periods of a row that name days on which it is held."""
    for period in row.periods.all():
        if period.role == ItemPeriod.Role.MAIN and names_days(period):
            yield period


def names_days(period: ItemPeriod) -> bool:
    """Return whether a period tells the days on which a row is held.

    Months, and terms such as «до 15 мая», tell none.
    """
    if period.start is None or period.end is None or period.recurrence:
        return False
    if not _DAY.search(period.wording) or _TERM.match(normalise(period.wording)):
        return False
    return (period.end - period.start).days < LONGEST_DAYS
