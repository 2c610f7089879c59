"""The order in which words of time may stand: a list of days, ranges and parts of the year."""

from dataclasses import replace

from events.periods.entries import Entry, settled
from events.periods.lexer import Token
from events.periods.reading import NotUnderstoodError
from events.periods.spans import (
    Atom,
    Span,
    limited,
    part_of_year,
    span_between,
    span_from,
    span_of,
    span_until,
)

_YEAR_KINDS = ("year", "yearword")
_EDGES = ("beginning", "middle", "end")
_WORDS = {"quarter": "квартала", "half": "полугодия"}


class Grammar:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[Token], year: int) -> None:
        self.tokens = tokens
        self.year = year
        self.at = 0

    def spans(self) -> list[Span]:
        """Return the stretches named, in the order written; raises NotUnderstoodError."""
        entries: list[Entry] = []
        before = self._separators()
        while self.at < len(self.tokens):
            entries.append(replace(self._entry(), before=before))
            before = self._separators()
            if self.at < len(self.tokens) and not before:
                raise NotUnderstoodError(f"Не понятно: «{self._peek().text}».")
        return limited([self._span(entry) for entry in settled(entries)])

    def _separators(self) -> str:
        first = self.at
        while self._skip("sep"):
            pass
        return "".join(token.text for token in self.tokens[first : self.at])

    def _span(self, entry: Entry) -> Span:
        kind, left = entry.kind, entry.left
        if entry.right is not None:
            return span_between(left, entry.right, self.year)
        if kind in ("until", "through"):
            return span_until(left, self.year, with_last=kind == "through")
        return span_from(left, self.year) if kind == "from" else span_of(left, self.year)

    def _entry(self) -> Entry:
        kind = "of"
        while self._peek().kind in ("from", "until", "through"):
            kind = self._take().kind
        first, second = self._peek(), Token("nothing", "")
        left, right = self._atom(), None
        if self._skip("dash") or (kind == "from" and self._skip("through", "until")):
            second, right = self._peek(), self._atom()
        while kind == "of" and right is not None and self._skip("dash"):
            right = self._next_in_chain(right)
        self._skip("inclusive")
        is_year = first.kind == "year" and kind == "of" and right is None
        is_years = first.kind == second.kind == "year"
        return Entry(kind, left, right, is_year=is_year, is_years=is_years, word=first.text)

    def _next_in_chain(self, before: Atom) -> Atom:
        """Read on in «март - апрель - май»: each month is the next one."""
        following = self._atom()
        if before.kind != "span" or following.first_month != before.last_month + 1:
            raise NotUnderstoodError("Не понятно, где конец срока.")
        return following

    def _atom(self) -> Atom:
        token = self._take()
        if token.kind == "date":
            day, month, *year = token.values
            self._skip("yearword")
            return _day(day, month, year[0] if year else self._year())
        if token.kind in (*_EDGES, "last") or self._starts_part(token):
            return self._part(token)
        if token.kind == "number":
            return self._numbered(token)
        if token.kind in ("quarter", "half") and self._peek().kind == "number":
            # «кв. III», «полугодие 2»
            return replace(part_of_year(token, self._take().values[0]), year=self._year())
        if token.kind in ("month", "season"):
            first, last, *year = token.values
            self._skip("monthword")
            return Atom("span", first, last, year=year[0] if year else self._year())
        if token.kind == "year":
            self._skip("yearword")
            return Atom("span", 1, 12, year=token.values[0])
        raise NotUnderstoodError(f"Не понятно: «{token.text}».")

    def _numbered(self, token: Token) -> Atom:
        number, following = token.values[0], self._peek()
        if following.kind in ("quarter", "half"):
            self._take()
            made = part_of_year(following, number)
            return replace(made, year=self._year())
        if following.kind == "month":
            self._take()
            self._skip("monthword")
            return _day(number, following.values[0], self._year())
        return Atom("number", first_day=number)

    def _starts_part(self, token: Token) -> bool:
        return token.kind == "number" and self._peek().kind in ("parthalf", "decade", "week")

    def _part(self, token: Token) -> Atom:
        """Read «конец марта», «первая половина мая», «2-я декада июня», «конец года»."""
        words, unit = [token.text], token
        if token.kind in ("number", "last"):
            unit = self._take()
            words.append(unit.text)
        target = self._take()
        words.append(target.text)
        if target.kind in _YEAR_KINDS:
            return self._part_of_whole_year(token, unit, target)
        if target.kind == "number" and token.kind in ("beginning", "end"):
            made = self._numbered(target)
            if made.kind in ("quarter", "half"):
                return replace(made, edge=token.kind, text=f"{' '.join(words)} {_WORDS[made.kind]}")
        if target.kind != "month":
            raise NotUnderstoodError(f"Не понятно: «{' '.join(words)}».")
        month, year = target.values[0], self._year()
        whole = Atom("span", month, month, year=year, text=" ".join(words))
        if unit.kind == "parthalf" and token.kind == "number":
            return _cut(whole, token.values[0], (1, 15), (16, None))
        if unit.kind == "decade":
            number = 3 if token.kind == "last" else token.values[0]
            return _cut(whole, number, (1, 10), (11, 20), (21, None))
        if unit.kind == "week" or unit.kind in _EDGES:
            return replace(whole, edge=unit.kind)
        raise NotUnderstoodError(f"Не понятно: «{' '.join(words)}».")

    def _part_of_whole_year(self, token: Token, unit: Token, target: Token) -> Atom:
        year = target.values[0] if target.kind == "year" else self._year()
        self._skip("yearword")
        if unit.kind == "parthalf" and token.kind == "number":
            return replace(part_of_year(Token("half", ""), token.values[0]), year=year)
        if unit.kind in ("beginning", "end"):
            month = 1 if unit.kind == "beginning" else 12
            return Atom("year", month, month, year=year, edge=unit.kind, text=f"{unit.text} года")
        raise NotUnderstoodError(f"Не понятно: «{token.text} {target.text}».")

    def _year(self) -> int | None:
        if self._peek().kind != "year":
            self._skip("yearword")  # «до 1 декабря текущего года»
            return None
        year = self._take().values[0]
        self._skip("yearword")
        return year

    def _peek(self) -> Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else Token("nothing", "")

    def _take(self) -> Token:
        token = self._peek()
        if token.kind == "nothing":
            raise NotUnderstoodError("Запись оборвана.")
        self.at += 1
        return token

    def _skip(self, *kinds: str) -> bool:
        if self._peek().kind not in kinds:
            return False
        self.at += 1
        return True


def _day(day: int, month: int, year: int | None) -> Atom:
    return Atom("day", month, month, day, day, year)


def _cut(whole: Atom, number: int, *parts: tuple[int, int | None]) -> Atom:
    if not 1 <= number <= len(parts):
        raise NotUnderstoodError(f"Не понятно: «{whole.text}».")
    first, last = parts[number - 1]
    return replace(whole, first_day=first, last_day=last)
