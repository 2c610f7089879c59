"""Measuring a library for comparison: the value of a rule's indicator, and the size class."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from common.russian import format_number
from statistics.indicators import Indicator, load_indicators
from statistics.layout import Layout
from statistics.models import OutlierRule

# Sizes grow by about three times, so that a class fits any indicator: users, fund or seats.
BOUNDS = (30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000)


def size_class(size: Decimal) -> int:
    """Return the number of the class: 0 below 30, 1 from 30 to 99, 2 from 100 to 299, …"""
    return bisect_right(BOUNDS, size)


def size_words(number: int) -> str:
    """Say what sizes a class has: «от 100 до 299», «меньше 30», «от 300 000»."""
    if number == 0:
        return f"меньше {BOUNDS[0]}"
    low = format_number(Decimal(BOUNDS[number - 1]))
    if number == len(BOUNDS):
        return f"от {low}"
    return f"от {low} до {format_number(Decimal(BOUNDS[number] - 1))}"


@dataclass(frozen=True)
class Measure:
    """A rule bound to an edition: what it compares and the cells it is computed from.

    `cells` are addresses by the codes of summed indicators, those of its own indicator first.
    """

    rule: OutlierRule
    indicator: Indicator
    size: Indicator | None
    cells: Mapping[str, str]

    @property
    def addresses(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.cells.values()))

    def of(self, numbers: Mapping[str, Decimal]) -> tuple[Decimal, int] | None:
        """Return a library's value and size class; None when a figure is missing."""
        parts = {code: numbers[at] for code, at in self.cells.items() if at in numbers}
        value = self.indicator.compute(parts)
        size = self.size.compute(parts) if self.size else Decimal(0)
        return None if value is None or size is None else (value, size_class(size))


def measures_of(rules: Iterable[OutlierRule], layout: Layout) -> dict[int, Measure]:
    """Bind rules to an edition, by the rule's pk; what the edition has no cells for is left out."""
    known = load_indicators()
    bound = (_bound(rule, layout, known) for rule in rules)
    return {one.rule.pk: one for one in bound if one is not None}


def _bound(rule: OutlierRule, layout: Layout, known: Mapping[str, Indicator]) -> Measure | None:
    indicator, size = known.get(rule.indicator), known.get(rule.size)
    if indicator is None or (rule.size and size is None):
        return None
    codes = dict.fromkeys((*indicator.parts, *(size.parts if size else ())))
    cells = {code: known[code].cell(layout) if code in known else None for code in codes}
    if None in cells.values():
        return None
    return Measure(rule, indicator, size, {code: at for code, at in cells.items() if at})
