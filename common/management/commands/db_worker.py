"""The worker of background jobs, which waits while others hold the database."""

import logging
import time
from typing import Any

from django.db import OperationalError, close_old_connections
from django_tasks_db.management.commands import db_worker
from django_tasks_db.utils import is_locked_database_exception

logger = logging.getLogger("django_tasks_db")


class Command(db_worker.Command):
    """The library's worker with patience.

    SQLite lets one write at a time, and `migrate` may write for longer than anybody waits for it:
    the worker of the library ends then, and with it `make demo`.
    """

    help = "Выполняет фоновые задания: документы, письма и прочее, пока не остановят."

    def handle(self, *, interval: float, **options: Any) -> None:
        while True:
            try:
                return super().handle(interval=interval, **options)
            except OperationalError as error:
                if not is_locked_database_exception(error):
                    raise
                logger.warning("База занята другой программой, обработчик заданий ждёт.")
                close_old_connections()
                time.sleep(interval)
