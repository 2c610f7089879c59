"""The list of times in a wording: what one of them takes from those beside it."""

from dataclasses import dataclass, replace
from itertools import pairwise

from events.periods.reading import NotUnderstoodError
from events.periods.spans import Atom, settle
from events.periods.words import MONTHS_GENITIVE

_NO_ATOM = Atom("nothing")


@dataclass(frozen=True)
class Entry:
    """One time of the list: a day, a month or a range of them.

    `kind` is of, from, until or through. `is_year` tells a year that stands alone and `is_years` a
    range of them, `word` is the first word of the entry, `before` what parts it from the one
    before it.
    """

    kind: str
    left: Atom
    right: Atom | None = None
    is_year: bool = False
    is_years: bool = False
    word: str = ""
    before: str = ""

    @property
    def last(self) -> Atom:
        return self.right or self.left

    def of_year(self, year: int) -> "Entry":
        if self.right is not None:
            return replace(self, right=replace(self.right, year=year))
        return replace(self, left=replace(self.left, year=year))


def settled(entries: list[Entry]) -> list[Entry]:
    """Give waiting numbers their month, and times without a year the year written after them.

    Raises NotUnderstoodError where the list can be read in more than one way.
    """
    _refuse_months_after_a_day(entries)
    whole: list[Entry] = []
    model = _NO_ATOM
    for entry in reversed(_under_their_years(entries)):
        model = _with_year(settle(entry.last, model), model)
        # Which side of New Year the left end of a range stands on, the range itself decides.
        if entry.right:
            whole.append(replace(entry, left=settle(entry.left, model), right=model))
        else:
            whole.append(replace(entry, left=model))
    _refuse_list_over_new_year(whole[::-1])
    return whole[::-1]


def _with_year(atom: Atom, model: Atom) -> Atom:
    return atom if atom.year else replace(atom, year=model.year)


def _under_their_years(entries: list[Entry]) -> list[Entry]:
    """Return the list without the years that only say of which year its other times are.

    «Март, 2024» is March, «март 2024 и 2025» is March of each year, «2024 год, март» is March.
    """
    dated = all(entry.last.year for entry in entries)
    if any(entry.is_years for entry in entries) and not dated:
        raise NotUnderstoodError("Не ясно, в какие годы: назовите год каждого срока.")
    whole: list[Entry] = []
    for entry in entries:
        if not entry.is_year or not whole or whole[-1].is_year:
            whole.append(entry)
        elif whole[-1].last.year is None:
            whole[-1] = whole[-1].of_year(entry.left.year or 0)
        else:
            whole += _again(whole, entry)
    heads = [entry for entry in whole if entry.is_year]
    if not heads or whole[-1].last.year is not None:
        return whole
    if len(heads) > 1 or not whole[0].is_year:
        raise NotUnderstoodError("Не ясно, к какому году относится срок.")
    return [*whole[1:-1], whole[-1].of_year(heads[0].left.year or 0)]


def _again(whole: list[Entry], year: Entry) -> list[Entry]:
    """Return the times that share the year before, in the year that follows it."""
    run = [whole[-1]]
    for entry in reversed(whole[:-1]):
        if entry.last.year is not None:
            break
        run.insert(0, entry)
    plain = all(entry.kind == "of" and not (entry.right and entry.left.year) for entry in run)
    if not plain or ";" in year.before:
        raise NotUnderstoodError("Не ясно, весь ли это год: назовите месяцы каждого года.")
    return [*run[:-1], run[-1].of_year(year.left.year or 0)]


def _refuse_months_after_a_day(entries: list[Entry]) -> None:
    """Refuse «5 января, февраля»: the fifth of February, or all of it, nobody can tell."""
    for before, entry in pairwise(entries):
        is_day = before.last.kind == "day" and before.kind == "of"
        if is_day and entry.kind == "of" and not entry.right and entry.word in MONTHS_GENITIVE:
            raise NotUnderstoodError(f"Не ясно, какого числа {entry.word}.")


def _refuse_list_over_new_year(entries: list[Entry]) -> None:
    """Refuse «ноябрь, декабрь, январь» without years: the January before, or the one after.

    Other lists that are out of order («октябрь, март») name months of the plan's own year.
    """
    for before, entry in pairwise(entries):
        is_dated = before.last.year or entry.left.year or entry.last.year
        months = before.left.first_month, before.last.last_month, entry.left.first_month
        if not is_dated and months[0] > 1 and months[1:] == (12, 1):
            raise NotUnderstoodError("Список переходит через Новый год: назовите годы.")
