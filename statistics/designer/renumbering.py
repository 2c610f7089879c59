"""Addresses in the checks of a form, when its sections, rows or columns get other numbers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from statistics.checks.syntax import RuleError
from statistics.checks.tokens import Token, tokenise
from statistics.designer.tree import Definition

Numbers = Mapping[int, int]
_PLACE = re.compile(r"\{(\d{1,3}\.[\d:*]+\.[\d:*]+)\}")


@dataclass(frozen=True)
class Renumbering:
    """New numbers of rows and columns of one section, by the former ones, or of the section."""

    section: int
    rows: Numbers = field(default_factory=dict)
    columns: Numbers = field(default_factory=dict)
    becomes: int | None = None

    def address(self, text: str) -> str:
        """Return `2.04.3`, `2.*.4:7` with the new numbers; of another section as it is."""
        section, rows, columns = text.split(".")
        if int(section) != self.section:
            return text
        number = self.section if self.becomes is None else self.becomes
        return f"{number}.{_span(rows, self.rows, 2)}.{_span(columns, self.columns, 1)}"


def _span(text: str, numbers: Numbers, width: int) -> str:
    if text == "*":
        return text
    return ":".join(_number(part, numbers, width) for part in text.split(":"))


def _number(text: str, numbers: Numbers, width: int) -> str:
    """Keep what is not renumbered as its author wrote it."""
    new = numbers.get(int(text), int(text))
    return text if new == int(text) else f"{new:0{width}d}"


def renumber_checks(definition: Definition, renumbering: Renumbering) -> None:
    """Let every check speak of the same cells by their new addresses."""
    for check in definition.get("checks", ()):
        check["rule"] = renumbered_rule(check["rule"], renumbering)
        if check.get("message"):
            check["message"] = _PLACE.sub(
                lambda match: "{" + renumbering.address(match[1]) + "}", check["message"]
            )


def renumbered_rule(rule: str, renumbering: Renumbering) -> str:
    """Return the rule with new addresses; one that cannot be understood stays as it is."""
    try:
        tokens = tokenise(rule)
    except RuleError:
        return rule
    for token, text in reversed(list(_changes(tokens, renumbering))):
        rule = rule[: token.at] + text + rule[token.at + len(token.text) :]
    return rule


def _changes(tokens: list[Token], renumbering: Renumbering) -> Iterator[tuple[Token, str]]:
    """Yield the words to be replaced: own cells, and the numbers after `for rows`, `for columns`.

    Those numbers are of the section of the rule's first cell.
    """
    first = next((token.text for token in tokens if token.kind == "ref"), "")
    limits = {"rows": renumbering.rows, "columns": renumbering.columns}
    if first.partition(".")[0] != str(renumbering.section):
        limits = {}
    numbers: Numbers = {}
    before = Token("end", "", 0)
    for token in tokens:
        if token.kind == "ref" and before.kind != "form":
            yield token, renumbering.address(token.text)
        elif token.kind == "word":
            numbers = limits.get(token.text, {}) if before.text == "for" else {}
        elif token.kind == "number" and numbers:
            yield token, _number(token.text, numbers, 1)
        before = token
