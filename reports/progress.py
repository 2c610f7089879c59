"""How far the making of a document has come, told by WeasyPrint's own steps or row by row."""

import logging
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from reports.pdf import PROGRESS

READ, MADE = 10, 95
_PERCENT_AT = {1: 12, 2: 14, 3: 16, 4: 30, 5: 45, 6: 85, 7: 92}
_LAYOUT = 5
_STEP_OF_ROWS = 5
_STEP = re.compile(r"Step (\d)(?:.*Page (\d+))?")


class _Listener(logging.Handler):
    """Turns the steps of this thread into per cent, each told once and never backwards."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        super().__init__(logging.INFO)
        self.tell, self.told, self.own_thread = tell, 0, threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        match = _STEP.match(record.getMessage())
        if match is None or record.thread != self.own_thread:
            return
        percent = _PERCENT_AT.get(int(match[1]), 0)
        if int(match[1]) == _LAYOUT and match[2]:
            percent = min(percent + int(match[2]), _PERCENT_AT[_LAYOUT + 1] - 5)
        if percent > self.told:
            self.told = percent
            self.tell(percent)


_Item = TypeVar("_Item")
_heard_by: ContextVar[Callable[[int], None] | None] = ContextVar("heard_by", default=None)


def told_by_rows(items: Iterable[_Item], total: int) -> Iterator[_Item]:
    """Pass `items` on, telling whoever listens how many of `total` have gone by."""
    tell, told = _heard_by.get(), READ
    for number, item in enumerate(items, 1):
        yield item
        percent = READ + (MADE - READ) * min(number, total) // max(total, 1)
        if tell is not None and percent >= told + _STEP_OF_ROWS:
            told = percent
            tell(percent)


def _forwards(tell: Callable[[int], None]) -> Callable[[int], None]:
    """Pass only what is further than told before: a document may have several long tables."""
    furthest = 0

    def told(percent: int) -> None:
        nonlocal furthest
        if percent > furthest:
            furthest = percent
            tell(percent)

    return told


@contextmanager
def listening(tell: Callable[[int], None]) -> Iterator[None]:
    """Tell the percentage as documents are made inside the block."""
    tell = _forwards(tell)
    listener = _Listener(tell)
    token = _heard_by.set(tell)
    level = PROGRESS.level
    PROGRESS.addHandler(listener)
    PROGRESS.setLevel(logging.INFO)
    try:
        yield
    finally:
        _heard_by.reset(token)
        PROGRESS.removeHandler(listener)
        PROGRESS.setLevel(level)
