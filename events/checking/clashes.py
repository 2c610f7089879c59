"""Rows that call the same people on the same days."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from common.stems import stem
from common.text import normalise
from events.models import ItemPeriod, PlanItem
from events.periods.stretches import Stretch

# A period told to the month or longer says no days on which two things could clash.
LONGEST_DAYS = 14
MOST_CLASHES = 100
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
    """Return pairs of rows that are held on the same days for the same people, the first ones."""
    found: dict[tuple[int, int], Clash] = {}
    for audience, told in _by_audience(rows):
        for pair in _meeting(told):
            (first, one, _), (second, other, _) = sorted(pair, key=lambda held: held[0].number)
            key = (first.number, second.number)
            if first is not second:
                found.setdefault(key, Clash(first, second, audience, one, other))
            if len(found) >= MOST_CLASHES:
                break
    return [found[key] for key in sorted(found)]


Held = tuple[PlanItem, ItemPeriod, Stretch]


def _meeting(told: list[Held]) -> Iterator[tuple[Held, Held]]:
    """Yield what overlaps, going through the days in order."""
    told.sort(key=lambda held: held[2].first)
    for place, one in enumerate(told):
        for other in told[place + 1 :]:
            if other[2].first > one[2].last:
                break
            yield one, other


def _by_audience(rows: Sequence[PlanItem]) -> Iterator[tuple[str, list[Held]]]:
    """Yield each audience with the rows that call it, once for every time they are held."""
    groups: dict[frozenset[str], list[Held]] = defaultdict(list)
    words: dict[frozenset[str], str] = {}
    for row in rows:
        days = list(_days(row)) if row.audience else []
        for key, part in _audiences(row) if days else ():
            words.setdefault(key, part)
            groups[key] += [(row, period, stretch) for period, stretch in days]
    for key, told in groups.items():
        yield words[key], told


def _audiences(row: PlanItem) -> Iterator[tuple[frozenset[str], str]]:
    """Yield the audiences a row names, each known by the stems of its words."""
    for part in _PARTS.split(row.audience):
        if words := frozenset(stem(word) for word in _WORD.findall(normalise(part))):
            yield words, part.strip()


def _days(row: PlanItem) -> Iterator[tuple[ItemPeriod, Stretch]]:
    """Yield the days on which a row is held, each with the period that names it."""
    for period in row.periods.all():
        if period.role == ItemPeriod.Role.MAIN:
            for stretch in days_named(period):
                yield period, stretch


def days_named(period: ItemPeriod) -> list[Stretch]:
    """Return the days that a period tells, those of each stretch together.

    Months, and terms such as «до 15 мая», tell none. What recurs tells them only when they are
    known one by one: «по вторникам марта и мая».
    """
    if period.recurrence:
        return _single_days(period.stretches)
    if not _DAY.search(period.wording) or _TERM.match(normalise(period.wording)):
        return []
    return [one for one in period.stretches if one.days <= LONGEST_DAYS]


def _single_days(stretches: Sequence[Stretch]) -> list[Stretch]:
    days = [one for one in stretches if one.days == 1]
    return days if len(days) == len(stretches) else []
