"""The migrations build the portal's tables on an empty database, the same as the models do.

The other tests make their tables from the models, which is far quicker; so the two databases
are compared here, table by table.
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
from django.db import ConnectionHandler, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from methodportal.environment import read_environment

ROOT = Path(__file__).resolve().parents[2]
# On PostgreSQL its number is shorter by Django's migration than by Django's model.
DJANGOS_OWN = "auth_group_permissions"


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


@pytest.fixture
def migrated(empty_database: str, db: None) -> Iterator[BaseDatabaseWrapper]:
    """Return a connection to the database that `manage.py migrate` has filled with tables."""
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": empty_database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = read_environment({"DATABASE_URL": empty_database}, ROOT).database
    migrated = ConnectionHandler({"default": made})["default"]
    yield migrated
    migrated.close()


def tables_of(database: BaseDatabaseWrapper) -> dict[str, tuple[set, set]]:
    """Return the columns, and the indexes and constraints, of each table by its name."""
    tables = {}
    with database.cursor() as cursor:
        for table in database.introspection.table_names(cursor):
            description = database.introspection.get_table_description(cursor, table)
            constraints = database.introspection.get_constraints(cursor, table)
            tables[table] = (
                {
                    (each.name, each.type_code, each.display_size, each.null_ok)
                    for each in description
                },
                {described(name, each) for name, each in constraints.items()},
            )
    return tables


def described(name: str, constraint: dict[str, Any]) -> tuple:
    """Return what a constraint says.

    SQLite numbers constraints without a name by their place in the table, and tells the columns
    of a primary key in the order of the table.
    """
    named = not name.startswith(("fk_", "__unnamed"))
    columns = constraint["columns"] or ()
    columns = tuple(sorted(columns) if constraint["primary_key"] else columns)
    what = ("primary_key", "unique", "foreign_key", "check", "index")
    return (name if named else "", columns, *(constraint[key] for key in what))


def test_migrations_make_the_tables_of_the_models(migrated):
    tables, wanted = tables_of(migrated), tables_of(connection)
    assert len(wanted) > 100
    assert tables.keys() ^ wanted.keys() == {"django_migrations"}
    differing = {
        name: [ours ^ theirs for ours, theirs in zip(tables[name], wanted[name], strict=True)]
        for name in wanted
        if tables[name] != wanted[name] and name != DJANGOS_OWN
    }
    assert not differing
