"""The portal as processes of its own on the tests' database, to be killed like a failing machine.

with served(tmp_path) as portal:
    answer = portal.post(client, "/reporting/…", {"name": "value"})
    portal.kill()
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Event
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils.crypto import get_random_string

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60
# Of this run only: the portal remembers what was sent with a token a minute ago.
_TOKEN = get_random_string(32)


def wait_until(condition, seconds: float = SECONDS_TO_START, what: str = "") -> None:
    """Ask again and again until the condition holds; fail after so many seconds."""
    pause = Event()
    for _ in range(int(seconds * 20)):
        if condition():
            return
        pause.wait(0.05)
    raise AssertionError(f"never came: {what}")


def post_form(port: int, client: Client, path: str, data: Mapping[str, str]) -> HTTPResponse:
    """Send a form over HTTP with the session of `client`; raise OSError without an answer."""
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={_TOKEN}",
    }
    to = HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_START)
    to.request("POST", path, urlencode({**data, "csrfmiddlewaretoken": _TOKEN}), headers)
    return to.getresponse()


@dataclass
class Portal:
    process: subprocess.Popen[bytes]
    port: int

    def post(self, client: Client, path: str, data: Mapping[str, str]) -> HTTPResponse:
        """Send a form as the person who is signed in in `client`; raise OSError without answer."""
        return post_form(self.port, client, path, data)

    def is_up(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """End every process at once, with no chance to tidy up."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def served(var: Path) -> Iterator[Portal]:
    """Start the portal as `make demo` does, and be sure that it is gone at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4"]
    variables = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": database_url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "METHODPORTAL_VAR": str(var),
    }
    process = subprocess.Popen(
        [sys.executable, *command, "methodportal.wsgi:application"],
        cwd=ROOT,
        env=variables,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    portal = Portal(process, port)
    try:
        wait_until(portal.is_up, what="the portal")
        yield portal
    finally:
        if process.poll() is None:
            portal.kill()


def database_url() -> str:
    """Return the address of the tests' own database."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    who = f"{quote(told['USER'])}:{quote(told['PASSWORD'])}" if told["PASSWORD"] else told["USER"]
    return f"postgres://{who}@{told['HOST'] or '127.0.0.1'}:{told['PORT'] or 5432}/{told['NAME']}"
