"""Tokens put together into stretches of days."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from events.periods.lexer import Token
from events.periods.reading import NotUnderstoodError
from events.periods.stretches import Stretch
from events.periods.words import MONTHS_GENITIVE

# A range that ends "before" it starts goes over New Year only from autumn on.
FIRST_MONTH_OVER_NEW_YEAR = 9


@dataclass(frozen=True)
class Atom:
    """A day, month, quarter, … of a year not yet settled; numbers are of months and days.

    `kind` is number (waits for its month), day, or span (whole months). `first_day` and
    `last_day` cut the first and the last month, None for the whole of it. `edge` is end or
    beginning for words such as «конец марта», whose exact days nobody can tell.
    """

    kind: str
    first_month: int = 0
    last_month: int = 0
    first_day: int | None = None
    last_day: int | None = None
    year: int | None = None
    edge: str = ""
    text: str = ""


@dataclass(frozen=True)
class Span:
    """Days from `start` to `end`; one that `is_limit` was told by its end only («до 1 марта»)."""

    start: date
    end: date
    note: str = ""
    is_limit: bool = False

    @property
    def stretch(self) -> Stretch:
        return Stretch(self.start, self.end)


def first_date(atom: Atom, year: int) -> date:
    return _date(year, atom.first_month, 1 if atom.first_day is None else atom.first_day)


def last_date(atom: Atom, year: int) -> date:
    if atom.last_day is None and 1 <= atom.last_month <= 12:
        return date(year, atom.last_month, monthrange(year, atom.last_month)[1])
    return _date(year, atom.last_month, atom.last_day or 0)


def _date(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise NotUnderstoodError(f"Нет месяца с номером {month}.")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        name = MONTHS_GENITIVE[month - 1]
        raise NotUnderstoodError(f"Нет такого дня: {day} {name} {year} года.")
    return date(year, month, day)


def whole_year(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


def span_between(left: Atom, right: Atom, year: int) -> Span:
    """Return the days from `left` to `right`; a range may go over New Year only from autumn on."""
    if left.year is None and right.year is not None and _order(left) > _order(right):
        left = replace(left, year=right.year - 1)
        _refuse_unless_winter(left)
    start_year = left.year or right.year or year
    end_year = right.year or start_year
    if right.year is None and _order(left) > _order(right):
        _refuse_unless_winter(left)
        end_year = start_year + 1
    start, end = first_date(left, start_year), last_date(right, end_year)
    if end < start:
        raise NotUnderstoodError("Конец срока раньше начала.")
    return Span(start, end, "; ".join(atom.text for atom in (left, right) if atom.edge))


def _order(atom: Atom) -> tuple[int, int]:
    return atom.first_month, atom.first_day or 0


def _refuse_unless_winter(left: Atom) -> None:
    if left.first_month < FIRST_MONTH_OVER_NEW_YEAR:
        raise NotUnderstoodError("Конец срока раньше начала.")


def span_of(atom: Atom, year: int) -> Span:
    if atom.kind == "year":
        raise NotUnderstoodError(f"Назовите месяцы вместо «{atom.text}».")
    own = atom.year or year
    return Span(first_date(atom, own), last_date(atom, own), atom.text if atom.edge else "")


def span_until(atom: Atom, year: int, *, with_last: bool) -> Span:
    """Return the days from 1 January to `atom`.

    Only an exact end has a meaning, unless the wording takes the last month in («по июнь»).
    """
    if not with_last and atom.edge != "end" and (atom.kind != "day" or atom.edge):
        raise NotUnderstoodError("Не ясно, входит ли последний месяц: назовите день, «до 1 марта».")
    own = atom.year or year
    return Span(date(own, 1, 1), last_date(atom, own), is_limit=True)


def limited(spans: list[Span]) -> list[Span]:
    """Return the stretches cut by the ends told beside them: «IV квартал, до 20 декабря»."""
    named = [span for span in spans if not span.is_limit]
    for limit in (span for span in spans if span.is_limit):
        if not named:
            if len(spans) > 1:
                raise NotUnderstoodError(
                    "Названо несколько крайних дней: запишите каждый отдельно."
                )
            return spans
        if not min(span.start for span in named) <= limit.end <= max(span.end for span in named):
            raise NotUnderstoodError("Не ясно, как связаны сроки: запишите один.")
        named = [
            replace(span, end=min(span.end, limit.end)) for span in named if span.start <= limit.end
        ]
    return named


def span_from(atom: Atom, year: int) -> Span:
    if atom.edge and atom.edge != "beginning":
        raise NotUnderstoodError("Не ясно, с какого дня: назовите день или месяц.")
    own = atom.year or year
    return Span(first_date(atom, own), date(own, 12, 31))


def settle(atom: Atom, model: Atom) -> Atom:
    """Give a waiting number («15» of «15 и 20 мая») the kind of the one after it."""
    if atom.kind != "number":
        return atom
    number = atom.first_day or 0
    if model.kind == "day":
        return replace(
            atom,
            kind="day",
            first_month=model.first_month,
            last_month=model.first_month,
            last_day=number,
            year=atom.year or model.year,
        )
    if model.kind in ("quarter", "half"):
        made = part_of_year(Token(model.kind, ""), number)
        return replace(made, year=atom.year or model.year)
    raise NotUnderstoodError(f"Не понятно, к чему относится число {number}.")


def part_of_year(token: Token, number: int) -> Atom:
    """Return the quarter or half of a year by its number."""
    size, count, word = (3, 4, "квартал") if token.kind == "quarter" else (6, 2, "полугодие")
    if not 1 <= number <= count:
        raise NotUnderstoodError(f"В году нет такой части: {number} {word}.")
    return Atom(token.kind, number * size - size + 1, number * size)
