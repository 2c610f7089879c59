"""Cutting a rule into words, and going over them."""

import re
from decimal import Decimal
from typing import NamedTuple

from statistics.checks.syntax import RuleError

_SPAN = r"(?:\*|\d{1,3}(?::\d{1,3})?)"
_PATTERN = re.compile(
    rf"(?P<space>\s+)"
    r"|(?P<form>form\s*\([^()]*\)\s*\.)"
    rf"|(?P<ref>\d{{1,3}}\.{_SPAN}\.{_SPAN}(?![\d.:*]))"
    # A point after a number ends it only as the first of the two that stand in a range: 5..60.
    r"|(?P<number>\d{1,15}(?:\.\d{1,6})?(?!\d|\.(?!\.)))"
    # What stands after an underscore belongs to the word: the code of an indicator.
    r"|(?P<word>[a-z]+(?:_[a-z0-9]+)*)"
    r"|(?P<sign>\.\.|<=|>=|!=|[-+*/=<>(),:%])",
    re.ASCII,
)
LONGEST_RULE = 1000
DEEPEST_NESTING = 25


class Token(NamedTuple):
    kind: str
    text: str
    at: int


def tokenise(source: str) -> list[Token]:
    """Return the words of a rule, closed by an `end`; raise RuleError at a strange character."""
    if len(source) > LONGEST_RULE:
        raise RuleError(f"правило длиннее {LONGEST_RULE} знаков", source, LONGEST_RULE)
    tokens = []
    at = 0
    while at < len(source):
        match = _PATTERN.match(source, at)
        if match is None:
            raise RuleError(_complaint(source, at), source, at)
        if match.lastgroup != "space":
            tokens.append(Token(str(match.lastgroup), match.group(), at))
        at = match.end()
    return [*tokens, Token("end", "", len(source))]


def _complaint(source: str, at: int) -> str:
    if source[at].isdigit():
        return "непонятное число или адрес: ячейка пишется как раздел.строка.графа, например 2.04.3"
    return f"непонятный знак «{source[at]}»"


class Cursor:
    """A place among the words of a rule, with the steps every parser needs."""

    # What is read, as the messages call its end.
    of_what = "правила"

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokenise(source)
        self.index = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def fail(self, message: str, at: int | None = None) -> RuleError:
        return RuleError(message, self.source, self.token.at if at is None else at)

    def advance(self) -> Token:
        token = self.token
        self.index += 1
        return token

    def accept(self, *texts: str) -> Token | None:
        """Take the next word if it is one of these."""
        if self.token.kind in ("word", "sign") and self.token.text in texts:
            return self.advance()
        return None

    def expect(self, kind: str, text: str, wanted: str = "") -> Token:
        """Take the next word, which has to be this."""
        if self.token.kind != kind or (text and self.token.text != text):
            found = f"«{self.token.text}»" if self.token.text else f"конец {self.of_what}"
            expected = wanted or (f"«{text}»" if text else f"конец {self.of_what}")
            raise self.fail(f"ожидается {expected}, а стоит {found}")
        return self.advance()

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST_NESTING:
            raise self.fail("слишком много вложенных скобок")

    def span(self) -> tuple[int, int]:
        at = self.token.at
        first = self.whole()
        last = self.whole() if self.accept(":") else first
        if last < first:
            raise self.fail("в диапазоне первое число больше второго", at)
        return first, last

    def whole(self) -> int:
        token = self.expect("number", "", "номер")
        if "." in token.text:
            raise self.fail("ожидался номер без дробной части", token.at)
        return int(token.text)

    def numbers(self) -> tuple[Decimal, ...]:
        self.expect("sign", "(")
        values = [self.number()]
        while self.accept(","):
            values.append(self.number())
        self.expect("sign", ")")
        return tuple(values)

    def number(self) -> Decimal:
        return Decimal(self.expect("number", "", "число").text)
