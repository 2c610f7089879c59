"""Messages of checks as their authors write them, with the figures put in.

A message may name cells, `{4.12.2}` or `{2.*.3}`, and these: `{place}` where the message belongs;
`{left}`, `{right}`, `{difference}` of a comparison; `{value}`, `{previous}`, `{percent}` of a
change against last year; `{part}`, `{whole}`, `{percent}` of a share.
"""

import re
from dataclasses import dataclass, replace

from statistics.checks.language import parse_ref
from statistics.checks.syntax import (
    Change,
    Comparison,
    Condition,
    Not,
    Ref,
    RuleError,
    Same,
    Share,
)

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_OF_COMPARISON = ("left", "right", "difference")
_OF_CHANGE = ("value", "previous", "percent")
_OF_SHARE = ("part", "whole", "percent")


@dataclass(frozen=True, slots=True)
class Field:
    """A named figure of the relation, such as `difference`."""

    name: str


Template = tuple[str | Ref | Field, ...]


def read_template(message: str, body: Condition) -> Template:
    """Return the pieces of a message; raise RuleError at a placeholder that means nothing."""
    allowed = _allowed(body)
    parts: list[str | Ref | Field] = []
    done = 0
    for match in _PLACEHOLDER.finditer(message):
        parts.append(message[done : match.start()])
        parts.append(_placeholder(match, message, allowed))
        done = match.end()
    parts.append(message[done:])
    _refuse_single_braces(message)
    return tuple(part for part in parts if part != "")


def _refuse_single_braces(message: str) -> None:
    blanked = _PLACEHOLDER.sub(lambda match: " " * len(match.group()), message)
    for at, letter in enumerate(blanked):
        if letter in "{}":
            raise RuleError("непарная фигурная скобка", message, at)


def _allowed(body: Condition) -> tuple[str, ...]:
    inner = body.condition if isinstance(body, Not) else body
    if isinstance(inner, Comparison):
        return ("place", *_OF_COMPARISON)
    if isinstance(inner, Change | Same):
        return ("place", *_OF_CHANGE)
    if isinstance(inner, Share):
        return ("place", *_OF_SHARE)
    return ("place",)


def _placeholder(match: re.Match[str], message: str, allowed: tuple[str, ...]) -> Ref | Field:
    name = match.group(1).strip()
    if name in allowed:
        return Field(name)
    try:
        ref = parse_ref(name)
    except RuleError as error:
        words = ", ".join(allowed)
        raise RuleError(
            f"в фигурных скобках ожидался адрес ячейки или одно из: {words}",
            message,
            match.start(),
        ) from error
    if ref.is_range:
        raise RuleError("в сообщении может стоять одна ячейка", message, match.start())
    return replace(ref, at=match.start())
