"""The worker of background jobs outlives a moment when nobody else may write."""

import logging
import signal
import sqlite3
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError, connection

from common.letters import send_letter

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite locks all of itself"),
]
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)


@pytest.fixture(autouse=True)
def _worker(settings, monkeypatch) -> Iterator[None]:
    """Jobs wait for a worker, which waits for the database a moment only; signals stay ours."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.01)
    connection.close()
    kept = {one: signal.getsignal(one) for one in SIGNALS}
    yield
    for one, handler in kept.items():
        signal.signal(one, handler)
    connection.close()


class Release(logging.Handler):
    """Lets go of the database when the worker says that it waits."""

    def __init__(self, holder: sqlite3.Connection) -> None:
        super().__init__()
        self.holder = holder

    def emit(self, record: logging.LogRecord) -> None:
        if "занята" in record.getMessage():
            self.holder.execute("ROLLBACK")


def work() -> None:
    call_command("db_worker", batch=True, interval=0, reload=False, startup_delay=False)


def test_worker_waits_for_a_locked_database_and_then_works():
    send_letter.enqueue("Тема", "Текст", ["anna@example.ru"])
    holder = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    release = Release(holder)
    logger = logging.getLogger("django_tasks_db")
    logger.addHandler(release)
    try:
        work()
    finally:
        logger.removeHandler(release)
        holder.close()
    assert [letter.to for letter in mail.outbox] == [["anna@example.ru"]]


def test_worker_ends_by_a_fault_that_waiting_does_not_mend():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_tasks_database_dbtaskresult RENAME TO moved")
    try:
        with pytest.raises(OperationalError, match="no such table"):
            work()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE moved RENAME TO django_tasks_database_dbtaskresult")
