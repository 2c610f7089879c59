"""The migrations build the portal's tables on an empty database.

The other tests make their tables from the models, for a database is rendered once per migration
and that takes the best part of a minute; that migrations and models agree, `make lint` proves.
"""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def address_of(database: dict[str, Any], name: str) -> str:
    """Return the address of another database on the server of `database`."""
    secret = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    host = f"{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}"
    return f"postgres://{database['USER']}{secret}@{host}/{name}"


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """Return the address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.sqlite3"
        return
    database = settings.DATABASES["default"]
    name = f"migrated_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address_of(database, "postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield address_of(database, name)
        server.execute(f"DROP DATABASE {name}")


def manage(command: str, database: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_migrations_make_every_table_of_the_models(empty_database):
    manage("migrate --verbosity 0", empty_database)
    told = manage("inspectdb staff_employee libraries_library", empty_database)
    assert "Unable to inspect" not in told
    assert "class StaffEmployee" in told
    assert "class LibrariesLibrary" in told
    assert "[ ]" not in manage("showmigrations", empty_database)
