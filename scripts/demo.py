"""Starts the portal on the demo region: web server and background worker, until Ctrl-C.

Run by `make demo` in the environment that `make setup` has prepared. The data are kept between
runs. The server is gunicorn with threads: without a proxy in front, a sync worker would wait on
every connection that a browser opens in advance.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
MANAGE = [sys.executable, "manage.py"]
SECONDS_TO_START = 60
SECONDS_TO_STOP = 15


def main() -> int:
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C
    port = os.environ.get("PORT", "8000")
    children: list[subprocess.Popen[bytes]] = []
    try:
        prepare(port)
        children += [start(*server(port)), start(*MANAGE, "db_worker", "--no-reload")]
        wait_until_ready(port, children)
        print(f"\nПортал открыт: http://{HOST}:{port}/   (остановить: Ctrl-C)\n", flush=True)
        return watch(children)
    except KeyboardInterrupt:
        print("\nПортал остановлен, данные сохранены.", flush=True)
        return 0
    except subprocess.CalledProcessError as failure:
        return failure.returncode
    finally:
        stop(children)


def prepare(port: str) -> None:
    """Bring the database up to date and load the demo region if it is not there yet."""
    run_command("migrate", "--verbosity", "0")
    refuse_busy_port(port)
    run_command("demo")


def run_command(*command: str) -> None:
    """Run a command of the portal; Ctrl-C ends it through us, without its own traceback."""
    subprocess.run([*MANAGE, *command], check=True, start_new_session=True)


def refuse_busy_port(port: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(port)))
        except OSError:
            sys.exit(
                f"Порт {port} занят другой программой. Выберите другой: "
                f"PORT={int(port) + 1} make demo"
            )


def server(port: str) -> list[str]:
    options = ["--workers", "2", "--threads", "4", "--timeout", "60", "--log-level", "warning"]
    application = "methodportal.wsgi:application"
    return [sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{port}", *options, application]


def start(*command: str) -> subprocess.Popen[bytes]:
    """Start a process that Ctrl-C in the terminal does not reach: we end it in good order."""
    return subprocess.Popen(command, start_new_session=True)


def wait_until_ready(port: str, children: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if any(child.poll() is not None for child in children):
            sys.exit("Портал не запустился: причина названа выше.")
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    sys.exit(f"Портал не ответил за {SECONDS_TO_START} секунд.")


def watch(children: list[subprocess.Popen[bytes]]) -> int:
    """Return when one of the processes has ended by itself: half a portal is no portal."""
    while all(child.poll() is None for child in children):
        time.sleep(0.5)
    print("Один из процессов портала завершился, останавливаем остальные.", file=sys.stderr)
    return 1


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


if __name__ == "__main__":
    sys.exit(main())
