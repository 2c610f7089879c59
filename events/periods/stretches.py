"""Stretches of days: «12, 19, 26 марта» has three of them, «март–май» has one."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

_DAY = timedelta(days=1)
_YEAR = 12
# The year with a break in summer is still «в течение года» in plans.
_MOST_OF_YEAR = 9


class Stretch(NamedTuple):
    """Days from `first` to `last`, without a gap."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def months(self) -> list[int]:
        """Numbers of the months touched, in order of time, each once."""
        first = self.first.year * _YEAR + self.first.month - 1
        last = self.last.year * _YEAR + self.last.month - 1
        return [index % _YEAR + 1 for index in range(first, min(last, first + _YEAR - 1) + 1)]

    def overlaps(self, other: "Stretch") -> bool:
        return self.first <= other.last and other.first <= self.last

    def within(self, bounds: "Stretch") -> "Stretch":
        """Return the part of it that lies within `bounds`, which it overlaps."""
        return Stretch(max(self.first, bounds.first), min(self.last, bounds.last))


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return stretches in order of time, those that overlap made one.

    Neighbours stay apart: «март, апрель» names two months, and each is to be fulfilled.
    """
    whole: list[Stretch] = []
    for one in sorted(stretches):
        if whole and one.first <= whole[-1].last:
            whole[-1] = Stretch(whole[-1].first, max(whole[-1].last, one.last))
        else:
            whole.append(one)
    return tuple(whole)


def without_months(stretches: Iterable[Stretch], excepted: Collection[int]) -> tuple[Stretch, ...]:
    """Return what is left of stretches without the months of these numbers."""
    if not excepted:
        return tuple(stretches)
    return tuple(left for one in stretches for left in _left_of(one, excepted))


def _left_of(stretch: Stretch, excepted: Collection[int]) -> Iterator[Stretch]:
    first: date | None = None
    for month in _by_months(stretch):
        if month.first.month not in excepted:
            first = first or month.first
        elif first:
            yield Stretch(first, month.first - _DAY)
            first = None
    if first:
        yield Stretch(first, stretch.last)


def _by_months(stretch: Stretch) -> Iterator[Stretch]:
    """Yield the stretch month by month."""
    first = stretch.first
    while first <= stretch.last:
        last = min(_whole_month(first).last, stretch.last)
        yield Stretch(first, last)
        first = last + _DAY


def on_weekdays(stretches: Iterable[Stretch], weekdays: Collection[int]) -> tuple[Stretch, ...]:
    """Return those single days of the stretches that fall on these days of the week."""
    days = (one.first + _DAY * number for one in stretches for number in range(one.days))
    return tuple(Stretch(day, day) for day in days if day.weekday() in weekdays)


def whole_months_of(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return the whole months that the stretches touch, those that follow one another as one."""
    whole: list[Stretch] = []
    for month in (_whole_month(part.first) for one in stretches for part in _by_months(one)):
        if whole and month.first <= whole[-1].last + _DAY:
            whole[-1] = Stretch(whole[-1].first, month.last)
        else:
            whole.append(month)
    return tuple(whole)


def _whole_month(day: date) -> Stretch:
    first = day.replace(day=1)
    return Stretch(first, (first + timedelta(days=32)).replace(day=1) - _DAY)


def months_in(stretches: Iterable[Stretch]) -> tuple[int, ...]:
    """Return the numbers of the months touched, in order of time, each once."""
    return tuple(dict.fromkeys(month for one in stretches for month in one.months))


def months_of_year(stretches: Iterable[Stretch], year: int) -> tuple[int, ...]:
    """Return the numbers of the months of `year` that the stretches touch, in order."""
    bounds = Stretch(date(year, 1, 1), date(year, 12, 31))
    return months_in(one.within(bounds) for one in stretches if one.overlaps(bounds))


def is_all_year(months: Sequence[int]) -> bool:
    """Return whether these months are the whole year, or most of it from January to December."""
    return len(months) >= _MOST_OF_YEAR and months[0] == 1 and months[-1] == _YEAR


def as_pairs(stretches: Iterable[Stretch]) -> list[list[str]]:
    """Return stretches as plain values, to be kept."""
    return [[one.first.isoformat(), one.last.isoformat()] for one in stretches]


def from_pairs(pairs: Iterable[Sequence[str]]) -> tuple[Stretch, ...]:
    """Return the stretches kept as plain values."""
    return tuple(Stretch(*map(date.fromisoformat, pair)) for pair in pairs)
