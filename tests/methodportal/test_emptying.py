"""Tests of the live server leave the database as new to those that follow."""

import pytest
from django.core.management import call_command
from django.db import connection

from tests.emptying import empty_tables


def rows() -> dict[str, int]:
    """Return how many rows each table holds."""
    counts = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
    return counts


@pytest.mark.django_db(transaction=True)
def test_emptied_tables_hold_what_a_new_database_holds(librarian, foreign_library, edition_2015):
    assert rows()["accounts_user"] == 1
    empty_tables()
    emptied = rows()
    call_command("flush", interactive=False, verbosity=0)
    assert emptied == rows()
    assert emptied["accounts_user"] == 0
