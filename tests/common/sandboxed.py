"""Readers that misbehave, called inside the sandbox."""

import os
import signal
import sys
from pathlib import Path

from common.uploads import UploadError


def own_pid(data: bytes) -> int:
    return os.getpid()


def loads_django(data: bytes) -> bool:
    return "django" in sys.modules


def take_memory(data: bytes) -> int:
    return len(bytearray(4 * 1024**3))


def never_end(data: bytes) -> None:
    while True:
        pass


def fail(data: bytes) -> None:
    raise KeyError("xl/styles.xml")


def refuse(data: bytes) -> None:
    raise UploadError("Нет таблиц.")


def look_around(data: bytes) -> dict:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        Path(data.decode()).write_bytes(b"x")
        written = True
    except OSError:
        written = False
    return {"environment": sorted(os.environ), "written": written}
