"""What a rule of the check language consists of, and how each part is evaluated.

The parser makes trees with `Ref`s as written, with stars and ranges; binding replaces every `Ref`
by the `Cell` it stands for, and only bound trees are evaluated.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

# First and last number of rows or columns; None is the star.
Span = tuple[int, int] | None


class RuleError(ValueError):
    """A rule cannot be understood at one of its characters (counted from 0)."""

    def __init__(self, message: str, source: str, position: int) -> None:
        self.message = message
        self.source = source
        self.position = min(position, len(source))
        super().__init__(self.pointed())

    def pointed(self) -> str:
        """The message, the rule and a caret under the character."""
        line = self.source.replace("\n", " ").replace("\t", " ")
        caret = " " * self.position + "^"
        return f"знак {self.position + 1}: {self.message}\n    {line}\n    {caret}"


class NotEvaluable(ArithmeticError):  # noqa: N818 (skipping is no error)
    """The relation says nothing about these figures, e.g. it divides by zero."""


# A cell of another form: the form's code and the address.
OtherCell = tuple[str, str]
_NOTHING: Mapping[OtherCell, Decimal] = MappingProxyType({})


class Figures(NamedTuple):
    """Numbers of this year and of last year by address; what has no number is absent.

    `others` are this year's numbers of the same library in other forms.
    """

    current: Mapping[str, Decimal]
    previous: Mapping[str, Decimal]
    others: Mapping[OtherCell, Decimal] = _NOTHING


@dataclass(frozen=True, slots=True)
class Ref:
    """A cell, or several by star or range, as written at character `at`."""

    section: int
    rows: Span
    columns: Span
    at: int
    previous: bool = False
    form: str = ""

    @property
    def is_range(self) -> bool:
        return any(span is not None and span[0] != span[1] for span in (self.rows, self.columns))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, this year's value or last year's, or one of the other form named."""

    address: str
    previous: bool = False
    form: str = ""

    def evaluate(self, figures: Figures) -> Decimal:
        if self.form:
            return figures.others[self.form, self.address]
        return (figures.previous if self.previous else figures.current)[self.address]


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal

    def evaluate(self, figures: Figures) -> Decimal:
        return self.value


@dataclass(frozen=True, slots=True)
class Sum:
    items: tuple["Term", ...]

    def evaluate(self, figures: Figures) -> Decimal:
        return sum((item.evaluate(figures) for item in self.items), Decimal(0))


@dataclass(frozen=True, slots=True)
class Addition:
    """Terms added, or taken away where `signs` has −1."""

    signs: tuple[int, ...]
    terms: tuple["Term", ...]

    def evaluate(self, figures: Figures) -> Decimal:
        pairs = zip(self.signs, self.terms, strict=True)
        return sum((sign * term.evaluate(figures) for sign, term in pairs), Decimal(0))


@dataclass(frozen=True, slots=True)
class Product:
    """The first factor, then multiplied or divided by the others."""

    operators: tuple[str, ...]
    factors: tuple["Term", ...]

    def evaluate(self, figures: Figures) -> Decimal:
        result = self.factors[0].evaluate(figures)
        for operator, factor in zip(self.operators, self.factors[1:], strict=True):
            value = factor.evaluate(figures)
            if operator == "*":
                result *= value
            elif value == 0:
                raise NotEvaluable
            else:
                result /= value
        return result


@dataclass(frozen=True, slots=True)
class Comparison:
    operator: str
    left: "Term"
    right: "Term"

    def evaluate(self, figures: Figures) -> bool:
        left, right = self.left.evaluate(figures), self.right.evaluate(figures)
        if self.operator == "=":
            return left == right
        if self.operator == "!=":
            return left != right
        if self.operator == "<=":
            return left <= right
        if self.operator == ">=":
            return left >= right
        return left < right if self.operator == "<" else left > right


@dataclass(frozen=True, slots=True)
class Change:
    """The value differs from last year's by at most `percent`, or by less than `floor`."""

    cell: "Term"
    last: "Term"
    percent: Decimal
    floor: Decimal

    def evaluate(self, figures: Figures) -> bool:
        value, last = self.cell.evaluate(figures), self.last.evaluate(figures)
        if last == 0:
            raise NotEvaluable
        difference = abs(value - last)
        return difference < self.floor or difference * 100 <= self.percent * abs(last)


@dataclass(frozen=True, slots=True)
class Same:
    """The value equals last year's, where last year's is above `above`."""

    cell: "Term"
    last: "Term"
    above: Decimal

    def evaluate(self, figures: Figures) -> bool:
        last = self.last.evaluate(figures)
        return last > self.above and self.cell.evaluate(figures) == last


@dataclass(frozen=True, slots=True)
class Share:
    """The part makes from `low` to `high` per cent of the whole, unless the whole is too small.

    A whole below `floor` is let be: two of three readers are 67 %, and that means nothing.
    """

    part: "Term"
    whole: "Term"
    low: Decimal
    high: Decimal
    floor: Decimal

    def evaluate(self, figures: Figures) -> bool:
        part, whole = self.part.evaluate(figures), self.whole.evaluate(figures)
        if whole == 0:
            raise NotEvaluable
        if abs(whole) < self.floor:
            return True
        return self.low <= part * 100 / whole <= self.high


@dataclass(frozen=True, slots=True)
class Among:
    operand: "Term"
    values: tuple[Decimal, ...]

    def evaluate(self, figures: Figures) -> bool:
        return self.operand.evaluate(figures) in self.values


@dataclass(frozen=True, slots=True)
class Not:
    condition: "Condition"

    def evaluate(self, figures: Figures) -> bool:
        return not self.condition.evaluate(figures)


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Condition", ...]

    def evaluate(self, figures: Figures) -> bool:
        return all(part.evaluate(figures) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Condition", ...]

    def evaluate(self, figures: Figures) -> bool:
        return any(part.evaluate(figures) for part in self.parts)


@dataclass(frozen=True, slots=True)
class If:
    condition: "Condition"
    consequence: "Condition"

    def evaluate(self, figures: Figures) -> bool:
        return not self.condition.evaluate(figures) or self.consequence.evaluate(figures)


# `Ref` is a term too, but only before binding: it has no value of its own.
Term = Cell | Number | Sum | Addition | Product | Ref
Condition = Comparison | Change | Same | Share | Among | Not | AllOf | AnyOf | If
Node = Term | Condition


@dataclass(frozen=True, slots=True)
class Rule:
    """A whole rule: a condition that has to hold, and where.

    `rows` and `columns` are those that its star goes over, `kinds` and `settlements` those of the
    libraries it is for; empty means all.
    """

    source: str
    body: Condition
    rows: tuple[tuple[int, int], ...]
    columns: tuple[tuple[int, int], ...]
    kinds: frozenset[str] = frozenset()
    settlements: frozenset[str] = frozenset()


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes directly inside a node, as written from left to right."""
    for name in node.__slots__:
        value = getattr(node, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Node):
                yield item


def leaves(node: Node) -> Iterator[Ref | Cell]:
    """Yield the cells of a tree, as written from left to right."""
    if isinstance(node, Ref | Cell):
        yield node
    for child in children(node):
        yield from leaves(child)
