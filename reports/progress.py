"""How far the making of a document has come, told by WeasyPrint's own steps."""

import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reports.pdf import PROGRESS

READ, MADE = 10, 95
_PERCENT_AT = {1: 12, 2: 14, 3: 16, 4: 30, 5: 45, 6: 85, 7: 92}
_LAYOUT = 5
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


@contextmanager
def listening(tell: Callable[[int], None]) -> Iterator[None]:
    """Tell the percentage as PDFs are made inside the block."""
    listener = _Listener(tell)
    level = PROGRESS.level
    PROGRESS.addHandler(listener)
    PROGRESS.setLevel(logging.INFO)
    try:
        yield
    finally:
        PROGRESS.removeHandler(listener)
        PROGRESS.setLevel(level)
