"""Formulas of indicators: the arithmetic of the check language, with codes in place of cells.

formula = product {("+" | "-") product}
product = factor {("*" | "/") factor}
factor  = "-" factor | number | code | "(" formula ")"
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import cached_property

from statistics.checks.language import Parser
from statistics.checks.syntax import (
    Addition,
    Cell,
    Node,
    Product,
    leaves,
)
from statistics.checks.tokens import tokenise

_SIGNS = {"*": "×", "/": "÷", "-": "−"}


@dataclass(frozen=True)
class Formula:
    """A formula as written, and its tree, in which codes of other formulas may be opened."""

    text: str
    tree: Node

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of the indicators in it, each once, from left to right."""
        return tuple(dict.fromkeys(leaf.address for leaf in leaves(self.tree)))

    @cached_property
    def is_sum(self) -> bool:
        """Whether its values over libraries add up to its value over their sums."""
        return _is_linear(self.tree)

    def compute(self, parts: Mapping[str, Decimal]) -> Fraction | None:
        """Return the exact value, which 1 / 3 has as a fraction only, so that halves are halves.

        None when a part is absent or something is divided by zero.
        """
        if any(code not in parts for code in self.codes):
            return None
        try:
            return _exact(self.tree, parts)
        except ZeroDivisionError:
            return None

    def opened(self, formulas: Mapping[str, "Formula"]) -> "Formula":
        """Return the same formula with the trees of `formulas` in place of their codes."""
        return replace(self, tree=_opened(self.tree, formulas))

    def words(self, titles: Mapping[str, str]) -> str:
        """Return it as people read it: «100 × Поступило в фонд ÷ Фонд на конец года»."""
        words = [
            titles.get(token.text, token.text)
            if token.kind == "word"
            else _SIGNS.get(token.text, token.text).replace(".", ",")
            for token in tokenise(self.text)
        ]
        return " ".join(filter(None, words)).replace("( ", "(").replace(" )", ")")


def parse_formula(text: str, known: Iterable[str], own: str = "") -> Formula:
    """Return the formula of indicators whose codes are `known`; raise RuleError at its fault.

    `own` is the code of the indicator itself, which cannot stand in it.
    """
    return Formula(text, _FormulaParser(text, known, own).formula())


class _FormulaParser(Parser):
    of_what = "формулы"

    def __init__(self, source: str, known: Iterable[str], own: str = "") -> None:
        super().__init__(source)
        self.known = list(known)
        self.own = own

    def formula(self) -> Node:
        tree = self.as_term(self.addition(), 0)
        self.expect("end", "")
        if next(leaves(tree), None) is None:
            raise self.fail("в формуле нет ни одного показателя", 0)
        return tree

    def factor(self) -> Node:
        """Read what stands between the signs of arithmetic: a code where a rule has a cell."""
        token = self.token
        if token.kind in ("ref", "form"):
            raise self.fail("в формуле пишут коды показателей, а не адреса ячеек")
        if token.kind == "word":
            if token.text == self.own:
                raise self.fail(f"показатель «{token.text}» ссылается сам на себя")
            if token.text not in self.known:
                raise self.fail(f"показателя «{token.text}» нет{self._alike(token.text)}")
            return Cell(self.advance().text)
        if token.kind == "end":
            raise self.fail("ожидается показатель или число, а формула кончилась")
        return super().factor()

    def one_cell(self) -> Node:
        """Fail: where neither a number nor a code nor a bracket stands, a part is missing."""
        raise self.fail(f"ожидается показатель или число, а стоит «{self.token.text}»")

    def _alike(self, code: str) -> str:
        found = get_close_matches(code, self.known, n=2)
        return f"; похожие: {', '.join(found)}" if found else ""


def _exact(node: Node, parts: Mapping[str, Decimal]) -> Fraction:
    if isinstance(node, Cell):
        return Fraction(parts[node.address])
    if isinstance(node, Addition):
        pairs = zip(node.signs, node.terms, strict=True)
        return sum((sign * _exact(term, parts) for sign, term in pairs), Fraction(0))
    if not isinstance(node, Product):
        return Fraction(node.value)
    result = _exact(node.factors[0], parts)
    for operator, factor in zip(node.operators, node.factors[1:], strict=True):
        value = _exact(factor, parts)
        result = result * value if operator == "*" else result / value
    return result


def _opened(node: Node, formulas: Mapping[str, Formula]) -> Node:
    if isinstance(node, Cell):
        inner = formulas.get(node.address)
        return node if inner is None else _opened(inner.tree, formulas)
    if isinstance(node, Addition):
        return replace(node, terms=tuple(_opened(term, formulas) for term in node.terms))
    if isinstance(node, Product):
        return replace(node, factors=tuple(_opened(each, formulas) for each in node.factors))
    return node


def _is_linear(node: Node) -> bool:
    """Whether it is a sum of indicators, each times or divided by a plain number."""
    if isinstance(node, Cell):
        return True
    if isinstance(node, Addition):
        return all(_is_linear(term) for term in node.terms)
    if not isinstance(node, Product):
        return False
    signs = ("*", *node.operators)
    told = [
        (sign, factor)
        for sign, factor in zip(signs, node.factors, strict=True)
        if next(leaves(factor), None) is not None
    ]
    return len(told) == 1 and told[0][0] == "*" and _is_linear(told[0][1])
