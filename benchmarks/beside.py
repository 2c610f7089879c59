"""Databases of the benchmarks' own on the server of the settings, open side by side."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from methodportal.demo.country import Country, load_country


class Beside:
    """A database that is made and filled once, and kept for the next time."""

    def __init__(self, suffix: str, country: Country) -> None:
        self.name = f"{connection.settings_dict['NAME']}_{suffix}"
        self.country = country
        self.wrapper: BaseDatabaseWrapper = connections.create_connection("default")
        self.wrapper.settings_dict = {**connection.settings_dict, "NAME": self.name}

    def prepare(self) -> None:
        """Make the database and load its country, unless that has been done."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
            is_there = cursor.fetchone() is not None
            if not is_there:
                cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(self.name)}")
        with self.used():
            if not is_there:
                call_command("migrate", verbosity=0)
                for done in load_country(self.country):
                    print(f"  {self.name}: {done}", flush=True)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")

    def drop(self) -> None:
        self.wrapper.close()
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {connection.ops.quote_name(self.name)}")

    @contextmanager
    def used(self) -> Iterator[None]:
        """Let everything inside read and write here."""
        ordinary = connections["default"]
        connections["default"] = self.wrapper
        try:
            yield
        finally:
            connections["default"] = ordinary

    def work(self, work: Callable[[], Any]) -> Callable[[], Any]:
        """Return the same work, done in this database."""

        def done_here() -> Any:
            with self.used():
                return work()

        return done_here
