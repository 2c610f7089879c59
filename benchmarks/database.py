"""A database of the benchmarks' own, filled with the demo region."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from methodportal.demo.load import load_demo_region


@contextmanager
def demo_database() -> Iterator[None]:
    """Make a test database beside the one of the settings, and drop it at the end."""
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            load_demo_region()
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            yield
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
