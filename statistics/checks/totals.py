"""Totals that the portal computes itself, in the order of their dependence."""

from collections.abc import Mapping
from dataclasses import dataclass

from statistics.checks.binding import Instance
from statistics.checks.syntax import Cell, Comparison, RuleError, Term, leaves


@dataclass(frozen=True, slots=True)
class Total:
    """A cell that the portal computes itself, and from what."""

    address: str
    expression: Term
    parts: tuple[str, ...]


def total_of(instance: Instance, source: str) -> Total:
    """Return the total a check with `total: true` defines; raise RuleError for another shape."""
    body = instance.body
    is_total = isinstance(body, Comparison) and body.operator == "=" and isinstance(body.left, Cell)
    is_limited = instance.kinds or instance.settlements
    if not is_total or instance.previous or instance.others or is_limited:
        raise RuleError(
            "итог пишется так: ячейка = выражение из ячеек этого года и этой формы, "
            "например 2.*.3 = sum(2.*.4:7)",
            source,
            0,
        )
    parts = tuple(leaf.address for leaf in leaves(body.right) if isinstance(leaf, Cell))
    return Total(body.left.address, body.right, parts)


def in_order(totals: Mapping[str, Total]) -> tuple[Total, ...]:
    """Return totals so that each comes after its parts; raise ValueError naming a cycle."""
    ordered: dict[str, Total] = {}
    waiting: list[str] = []

    def visit(address: str) -> None:
        if address in ordered or address not in totals:
            return
        if address in waiting:
            raise ValueError(" → ".join([*waiting[waiting.index(address) :], address]))
        waiting.append(address)
        for part in totals[address].parts:
            visit(part)
        waiting.pop()
        ordered[address] = totals[address]

    for address in totals:
        visit(address)
    return tuple(ordered.values())
