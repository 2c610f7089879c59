"""Believable yearly series: walks that never jump, stocks that always balance."""

import random
from dataclasses import dataclass

from methodportal.demo.registry import FIRST_YEAR, PRESENT_YEAR

LAST_FULL_YEAR = PRESENT_YEAR - 1
YEARS = range(FIRST_YEAR, PRESENT_YEAR + 1)


@dataclass(frozen=True)
class Stock:
    """A stock's year: what came, what went, what stands at the end."""

    came: int = 0
    went: int = 0
    stands: int = 0


def walk(last: int, chance: random.Random, most: float = 0.05) -> dict[int, int]:
    """Return a value by year that is `last` in the last full year and changes by up to `most`.

    Two years running never carry the same figure above a hundred: real ones do not.
    """
    values = {LAST_FULL_YEAR: last}
    for year in reversed(range(FIRST_YEAR, LAST_FULL_YEAR)):
        values[year] = _step(values[year + 1], chance, most)
    values[PRESENT_YEAR] = _step(last, chance, most)
    return values


def _step(value: int, chance: random.Random, most: float) -> int:
    change = round(value * chance.uniform(-most, most * 0.9))
    if change == 0 and value > 20:
        change = chance.choice((-1, 1))
    return max(0, value + change)


def stock(last: int, chance: random.Random, renewal: float = 0.02) -> dict[int, Stock]:
    """Return a stock by year that stands at `last` in the last full year and balances."""
    if last == 0:
        return dict.fromkeys(YEARS, Stock())
    flows = {year: _flow(last, chance, renewal) for year in YEARS}
    years: dict[int, Stock] = {}
    stands = last
    for year in reversed(range(FIRST_YEAR, LAST_FULL_YEAR + 1)):
        came, went = flows[year]
        years[year] = Stock(came, went, stands)
        stands = stands - came + went
    came, went = flows[PRESENT_YEAR]
    years[PRESENT_YEAR] = Stock(came, went, last + came - went)
    return years


def _flow(size: int, chance: random.Random, renewal: float) -> tuple[int, int]:
    came = round(size * chance.uniform(0.5, 1.5) * renewal)
    went = round(size * chance.uniform(0.4, 1.7) * renewal)
    return came, went + 1 if came == went and renewal else went
