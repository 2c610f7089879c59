"""Looks at people's data are recorded, in whichever app the data stand.

The journal belongs to `staff`; apps below it tell of a look by `looked_at`, and `staff` takes it
down: it calls `record_looks_with` in its AppConfig.ready.
"""

from collections.abc import Callable
from typing import Any

Recorder = Callable[[Any, str], None]
_recorders: list[Recorder] = []


def record_looks_with(recorder: Recorder) -> None:
    """Let `recorder(user, what)` take down every look."""
    if recorder not in _recorders:
        _recorders.append(recorder)


def looked_at(user: Any, what: str) -> None:
    """Tell that `user` has seen people's data; `what` names them in words."""
    for recorder in _recorders:
        recorder(user, what)
