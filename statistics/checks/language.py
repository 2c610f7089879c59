"""The parser of the check language: a line of text into a tree, by recursive descent.

rule        = statement {"for" limit}
limit       = ("rows" | "columns") span {"," span}
            | "kinds" kind {"," kind} | "settlements" settlement {"," settlement}
statement   = "if" condition "then" condition | condition
condition   = conjunction {"or" conjunction}
conjunction = negation {"and" negation}
negation    = "not" negation | comparison
comparison  = addition [("=" | "!=" | "<=" | "<" | ">=" | ">") addition
                        | "in" "(" number {"," number} ")"]
addition    = product {("+" | "-") product}
product     = factor {("*" | "/") factor}
factor      = "-" factor | number | cell | "prev" "(" cell ")" | "(" condition ")"
            | "sum" "(" item {"," item} ")"             item = cells | "prev" "(" cells ")"
            | "change" "(" cell ")" "within" number "%" ["unless" "below" number]
            | "same" "(" cell ")" "above" number
            | "share" "(" addition "of" addition ")" "within" number ".." number "%"
              ["unless" "below" number]
cell        = ["form" "(" code ")" "."] section "." (row | "*") "." (column | "*")
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TypeVar

from libraries.models import Library
from statistics.checks.cells import CellReader
from statistics.checks.syntax import (
    Addition,
    AllOf,
    Among,
    AnyOf,
    Change,
    Comparison,
    Condition,
    If,
    Node,
    Not,
    Number,
    Product,
    Ref,
    Rule,
    RuleError,
    Same,
    Share,
    Term,
    leaves,
)

COMPARISONS = ("=", "!=", "<=", "<", ">=", ">")
# What a rule may be limited to, by the words of the registry of libraries.
NAMES = {
    "kinds": tuple(Library.Kind.values),
    "settlements": tuple(Library.Settlement.values),
}
Item = TypeVar("Item")
_ZERO = Decimal(0)


def parse_rule(source: str) -> Rule:
    """Return the tree of a rule; raise RuleError pointing at what is wrong."""
    parser = Parser(source)
    rule = parser.rule()
    _check_stars(rule)
    return rule


def parse_ref(text: str) -> Ref:
    """Return one cell written by itself; raise RuleError."""
    parser = Parser(text)
    ref = parser.cell()
    parser.expect("end", "")
    return ref


def _check_stars(rule: Rule) -> None:
    """Raise RuleError for a star that the first cell of the rule has not."""
    refs = [leaf for leaf in leaves(rule.body) if isinstance(leaf, Ref)]
    if not refs:
        raise RuleError("в правиле нет ни одной ячейки", rule.source, 0)
    first = refs[0]
    if first.form:
        raise RuleError(
            "первой должна стоять ячейка своей формы: у неё будет показано сообщение",
            rule.source,
            first.at,
        )
    for ref in refs[1:]:
        if (ref.rows is None and first.rows is not None) or (
            ref.columns is None and first.columns is not None
        ):
            raise RuleError(
                "звёздочка может стоять только там, где она есть у первой ячейки правила; "
                "чтобы сложить все строки или графы, укажите диапазон, например 4:7",
                rule.source,
                ref.at,
            )
    if (rule.rows and first.rows is not None) or (rule.columns and first.columns is not None):
        raise RuleError(
            "«for» ограничивает звёздочку, а у первой ячейки её нет", rule.source, first.at
        )


class Parser(CellReader):
    """Reads a rule from left to right, each method one line of the grammar above."""

    def rule(self) -> Rule:
        body = self.statement()
        spans: dict[str, list[tuple[int, int]]] = {"rows": [], "columns": []}
        names: dict[str, set[str]] = {"kinds": set(), "settlements": set()}
        while self.accept("for"):
            word = self.accept(*spans, *names)
            if word is None:
                raise self.fail(
                    "после «for» ожидалось «rows» (строки), «columns» (графы), "
                    "«kinds» (виды библиотек) или «settlements» (населённые пункты)"
                )
            if word.text in spans:
                spans[word.text] += self.listed(self.span)
            else:
                names[word.text].update(self.listed(partial(self.one_of, NAMES[word.text])))
        self.expect("end", "")
        return Rule(
            self.source,
            body,
            tuple(spans["rows"]),
            tuple(spans["columns"]),
            frozenset(names["kinds"]),
            frozenset(names["settlements"]),
        )

    def listed(self, read: Callable[[], Item]) -> list[Item]:
        """Read one or more, parted by commas."""
        items = [read()]
        while self.accept(","):
            items.append(read())
        return items

    def one_of(self, names: tuple[str, ...]) -> str:
        token = self.accept(*names)
        if token is None:
            raise self.fail(f"ожидалось одно из: {', '.join(names)}")
        return token.text

    def statement(self) -> Condition:
        if self.accept("if"):
            condition = self.condition()
            self.expect("word", "then")
            return If(condition, self.condition())
        return self.condition()

    def condition(self) -> Condition:
        at = self.token.at
        return self.as_condition(self.disjunction(), at)

    def disjunction(self) -> Node:
        at = self.token.at
        parts = [self.conjunction()]
        while self.accept("or"):
            parts.append(self.condition_of(self.conjunction))
        return AnyOf((self.as_condition(parts[0], at), *parts[1:])) if parts[1:] else parts[0]

    def conjunction(self) -> Node:
        at = self.token.at
        parts = [self.negation()]
        while self.accept("and"):
            parts.append(self.condition_of(self.negation))
        return AllOf((self.as_condition(parts[0], at), *parts[1:])) if parts[1:] else parts[0]

    def negation(self) -> Node:
        if self.accept("not"):
            self.deeper()
            condition = Not(self.condition_of(self.negation))
            self.depth -= 1
            return condition
        return self.comparison()

    def comparison(self) -> Node:
        at = self.token.at
        left = self.addition()
        operator = self.accept(*COMPARISONS)
        if operator:
            right_at = self.token.at
            right = self.as_term(self.addition(), right_at)
            return Comparison(operator.text, self.as_term(left, at), right)
        if self.accept("in"):
            return Among(self.as_term(left, at), self.numbers())
        return left

    def addition(self) -> Node:
        at = self.token.at
        signs, terms = [1], [self.product()]
        while operator := self.accept("+", "-"):
            signs.append(1 if operator.text == "+" else -1)
            right_at = self.token.at
            terms.append(self.as_term(self.product(), right_at))
        if not terms[1:]:
            return terms[0]
        return Addition(tuple(signs), (self.as_term(terms[0], at), *terms[1:]))

    def product(self) -> Node:
        at = self.token.at
        operators, factors = [], [self.factor()]
        while operator := self.accept("*", "/"):
            operators.append(operator.text)
            right_at = self.token.at
            factors.append(self.as_term(self.factor(), right_at))
        if not operators:
            return factors[0]
        return Product(tuple(operators), (self.as_term(factors[0], at), *factors[1:]))

    def factor(self) -> Node:
        """Read what stands between the signs of arithmetic."""
        token = self.token
        if self.accept("-"):
            self.deeper()
            operand = self.as_term(self.factor(), token.at + 1)
            self.depth -= 1
            return Addition((-1,), (operand,))
        if token.kind == "number":
            return Number(self.number())
        if self.accept("("):
            self.deeper()
            inner = self.disjunction()
            self.depth -= 1
            self.expect("sign", ")")
            return inner
        if token.text in ("sum", "change", "same", "share"):
            return getattr(self, token.text)()
        return self.one_cell()

    def change(self) -> Change:
        ref = self.own_cell()
        self.expect("word", "within")
        percent = self.number()
        self.expect("sign", "%")
        return Change(ref, replace(ref, previous=True), percent, self.floor())

    def floor(self) -> Decimal:
        """Read `unless below 3`, or nothing."""
        if not self.accept("unless"):
            return _ZERO
        self.expect("word", "below")
        return self.number()

    def share(self) -> Share:
        self.advance()
        self.expect("sign", "(")
        part = self.term()
        self.expect("word", "of")
        whole = self.term()
        self.expect("sign", ")")
        self.expect("word", "within")
        at = self.token.at
        low = self.number()
        self.expect("sign", "..", "«..» и верхний предел, например 5..60")
        high = self.number()
        if high < low:
            raise self.fail("нижний предел больше верхнего", at)
        self.expect("sign", "%")
        return Share(part, whole, low, high, self.floor())

    def term(self) -> Term:
        at = self.token.at
        return self.as_term(self.addition(), at)

    def same(self) -> Same:
        ref = self.own_cell()
        self.expect("word", "above")
        return Same(ref, replace(ref, previous=True), self.number())

    def as_term(self, node: Node, at: int) -> Term:
        if isinstance(node, Condition):
            raise self.fail("ожидалось число или ячейка, а стоит условие", at)
        return node

    def as_condition(self, node: Node, at: int) -> Condition:
        if not isinstance(node, Condition):
            raise self.fail("ожидалось условие: сравните это с чем-нибудь, например = или <=", at)
        return node

    def condition_of(self, read: Callable[[], Node]) -> Condition:
        at = self.token.at
        return self.as_condition(read(), at)
