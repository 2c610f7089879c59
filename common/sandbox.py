"""Reading of hostile files in a process of its own, under limits of memory and time.

A file of kilobytes can make a reader take gigabytes or run for hours, and a fast reader can
abort the whole process. So readers run in a child that knows no secrets of the portal: bytes go
in by stdin, JSON comes out by stdout. Run as `python -m common.sandbox module:function …`.
"""

import importlib
import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from common.uploads import MEGABYTE, UploadError

ROOT = Path(__file__).resolve().parent.parent
MEMORY = 768 * MEGABYTE
SECONDS = 20
# A machine at other work gives a reader only a part of its clock.
CLOCK = 3


class ReadingFailedError(UploadError):
    """The reader broke or met a limit; the message speaks of tables and documents."""


def run_in_sandbox(
    function_path: str,
    data: bytes,
    *,
    name: str = "",
    memory: int = MEMORY,
    seconds: int = SECONDS,
) -> Any:
    """Call `function_path` («package.module:function») with `data` in a child process.

    The function takes bytes and returns what JSON can hold; its module must not need Django's
    applications. Returns its result. Raises UploadError: the function's own; or
    ReadingFailedError when the function broke or met a limit (`memory` in bytes of address space,
    `seconds` of processor time, and some times as much by the clock).
    """
    command = [sys.executable, "-m", "common.sandbox", function_path, str(memory), str(seconds)]
    environment = {"PYTHONUTF8": "1", "PATH": os.environ.get("PATH", "")}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command,
            input=data,
            capture_output=True,
            cwd=ROOT,
            env=environment,
            timeout=seconds * CLOCK,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ReadingFailedError(_too_hard(name)) from error
    return _answer(done, name)


def _answer(done: subprocess.CompletedProcess[bytes], name: str) -> Any:
    if done.returncode != 0:
        raise ReadingFailedError(_too_hard(name))
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise UploadError(answer["refused"])
    if "failed" in answer:
        raise ReadingFailedError(
            f"Файл «{name}» не удалось прочитать: он повреждён или сохранён необычной программой. "
            "Откройте его в Excel или Word, сохраните заново и загрузите снова."
        )
    return answer["result"]


def _too_hard(name: str) -> str:
    return (
        f"Файл «{name}» слишком велик или сложен для чтения. "
        "Оставьте в нём одну таблицу без лишних строк и столбцов и загрузите снова."
    )


def main(function_path: str, memory: str, seconds: str) -> None:
    """Serve one call in the child; limits stand before the first byte is looked at."""
    module_name, _, function_name = function_path.partition(":")
    function = getattr(importlib.import_module(module_name), function_name)
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        answer = {"result": function(sys.stdin.buffer.read())}
    except UploadError as error:
        answer = {"refused": str(error)}
    except MemoryError:
        raise
    except Exception as error:  # a hostile file may break its reader anywhere
        answer = {"failed": repr(error)[:500]}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=True).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
