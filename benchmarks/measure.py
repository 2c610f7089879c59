"""Two pieces of work timed side by side, and a line of the table that tells of them."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

Work = Callable[[], Any]
ENOUGH = 5.0  # seconds given to each comparison; quick work is repeated until they are over


@dataclass(frozen=True)
class Comparison:
    """Our work against the least that has to be done; `goal` is the most it may take over it.

    Without a goal the ratio is only shown.
    """

    name: str
    ours: Work
    least: Work
    goal: float | None
    rounds: int = 7  # at least


@dataclass(frozen=True)
class Measured:
    """The fastest of the rounds, in seconds: what other work on the machine adds is left out."""

    comparison: Comparison
    ours: float
    least: float

    @property
    def ratio(self) -> float:
        return self.ours / self.least

    @property
    def is_reached(self) -> bool:
        return self.comparison.goal is None or self.ratio <= self.comparison.goal


def measure(comparison: Comparison) -> Measured:
    """Time both in turn, so that whatever slows the machine down slows both.

    Quick work gets more rounds, so that some of them meet no other work on the machine.
    """
    comparison.ours()
    comparison.least()
    ours, least = [], []
    start = time.perf_counter()
    while len(ours) < comparison.rounds or time.perf_counter() - start < ENOUGH:
        ours.append(_seconds(comparison.ours))
        least.append(_seconds(comparison.least))
    return Measured(comparison, min(ours), min(least))


def told(result: Measured) -> Measured:
    """Print a line of the table, and return what it tells."""
    goal = "—" if result.comparison.goal is None else f"≤ {result.comparison.goal:g}×"
    ratio = f"{result.ratio:.2f}×"
    times = f"{result.ours * 1000:12.1f}{result.least * 1000:12.1f}"
    mark = "" if result.is_reached else "  не достигнута"
    print(f"{result.comparison.name:58}{goal:>8}{ratio:>8}{times}{mark}", flush=True)
    return result


def _seconds(work: Work) -> float:
    """Return how long the work takes the processor: long work is interrupted more than short.

    With a server of the database beside us that says little, so the clock on the wall tells it.
    """
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    gc.collect()
    start = clock()
    work()
    return clock() - start
