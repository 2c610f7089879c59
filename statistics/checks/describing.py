"""Rules said in Russian, for people who read what a form checks and not how it is written.

«Число зарегистрированных пользователей: «дети до 14 лет» (4.12.4) + «молодёжь» (4.12.5) — не
больше, чем «всего» (4.12.3)». Works on the tree as written, before binding: one sentence a rule,
whatever the number of cells its star goes over. Names are quoted and never declined.
"""

from collections.abc import Iterable, Mapping

from common.russian import format_number
from libraries.models import Library
from statistics.checks.language import parse_rule
from statistics.checks.ref_names import RefNames
from statistics.checks.syntax import (
    Addition,
    AllOf,
    Among,
    AnyOf,
    Change,
    Comparison,
    Condition,
    If,
    Not,
    Number,
    Product,
    Ref,
    Rule,
    RuleError,
    Same,
    Share,
    Sum,
    Term,
)
from statistics.checks.wording import percent, signed
from statistics.layout.specs import SectionSpec

_OPPOSITE = {"=": "!=", "!=": "=", "<=": ">", ">": "<=", ">=": "<", "<": ">="}
_RELATION = {"<=": "не больше", "<": "меньше", ">=": "не меньше", ">": "больше"}
_NO_FORMS: Mapping[str, str] = {}


def rule_words(
    source: str, sections: Iterable[SectionSpec], forms: Mapping[str, str] = _NO_FORMS
) -> str:
    """Return a rule as a sentence; nothing for one that is no rule.

    `forms` are the titles of other forms by their codes.
    """
    try:
        rule = parse_rule(source)
    except RuleError:
        return ""
    names = RefNames(sections, rule, forms)
    start = [names.place_of_star(), names.heading]
    body = _Describer(names).condition(rule.body)
    words = ": ".join([*filter(None, start), body]) + _meant_for(rule)
    return f"{words[0].upper()}{words[1:]}."


def _meant_for(rule: Rule) -> str:
    """Say for which libraries a rule is, when not for all."""
    kinds = [kind.label for kind in Library.Kind if kind in rule.kinds]
    settlements = [one.label for one in Library.Settlement if one in rule.settlements]
    told = f"; только для библиотек: {', '.join(kinds)}" if kinds else ""
    return f"{told}; только если это {' или '.join(settlements)}" if settlements else told


class _Describer:
    """Says the parts of one rule, each cell by the name that `names` give it."""

    def __init__(self, names: RefNames) -> None:
        self.names = names

    def condition(self, node: Condition) -> str:
        if isinstance(node, Comparison):
            return self.comparison(node.operator, node)
        if isinstance(node, Among):
            values = " или ".join(map(format_number, node.values))
            return f"{self.term(node.operand)} — только {values}"
        if isinstance(node, Change):
            return self.change(node)
        if isinstance(node, Same):
            return self.same(node, "то же число")
        if isinstance(node, Share):
            return self.share(node)
        return self.compound(node)

    def compound(self, node: Not | AllOf | AnyOf | If) -> str:
        if isinstance(node, If):
            premise = self.condition(node.condition)
            return f"если {premise}, то {self.condition(node.consequence)}"
        if isinstance(node, AllOf):
            return " и ".join(map(self.inner, node.parts))
        if isinstance(node, AnyOf):
            return " или ".join(map(self.inner, node.parts))
        inner = node.condition
        if isinstance(inner, Comparison):
            return self.comparison(_OPPOSITE[inner.operator], inner)
        if isinstance(inner, Same):
            return self.same(inner, "не то же число")
        return f"неверно, что {self.inner(inner)}"

    def inner(self, node: Condition) -> str:
        """Say a part of several; what has parts itself is put in brackets."""
        words = self.condition(node)
        return f"({words})" if isinstance(node, AllOf | AnyOf | If) else words

    def comparison(self, operator: str, node: Comparison) -> str:
        left, right = self.term(node.left), self.term(node.right)
        if operator in ("=", "!="):
            return f"{left} {'=' if operator == '=' else '≠'} {right}"
        if isinstance(node.right, Number):
            return f"{left} {_RELATION[operator]} {right}"
        return f"{left} — {_RELATION[operator]}, чем {right}"

    def change(self, node: Change) -> str:
        floor = f", разница меньше {format_number(node.floor)} не в счёт" if node.floor else ""
        limit = f"изменение к прошлому году — не больше {percent(node.percent)}"
        return f"{self.term(node.cell)}: {limit}{floor}"

    def same(self, node: Same, number: str) -> str:
        above = f", если там больше {format_number(node.above)}" if node.above else ""
        return f"{self.term(node.cell)}: {number}, что в прошлом году{above}"

    def share(self, node: Share) -> str:
        limits = f"от {format_number(node.low)} до {percent(node.high)}"
        floor = f", если целое не меньше {format_number(node.floor)}" if node.floor else ""
        return f"часть {self.term(node.part)} — {limits} целого {self.term(node.whole)}{floor}"

    def term(self, node: Term) -> str:
        if isinstance(node, Ref):
            return self.names.name(node)
        if isinstance(node, Number):
            return format_number(node.value)
        if isinstance(node, Sum):
            return " + ".join(self.names.total(item) for item in node.items)
        if isinstance(node, Addition):
            return signed(node, [self.factor(term) for term in node.terms])
        if isinstance(node, Product):
            words = list(map(self.factor, node.factors))
            signs = ["×" if operator == "*" else "÷" for operator in node.operators]
            pairs = zip(signs, words[1:], strict=True)
            return " ".join([words[0], *(f"{sign} {word}" for sign, word in pairs)])
        return ""

    def factor(self, node: Term) -> str:
        """Say a part of an arithmetic expression; sums are put in brackets."""
        words = self.term(node)
        is_sum = isinstance(node, Addition) or (isinstance(node, Sum) and len(node.items) > 1)
        return f"({words})" if is_sum else words
