"""How the tables are emptied after a test that wrote for all to see: the live server's tests.

Django truncates every table, which makes each a new file on PostgreSQL, and then writes its
content types and permissions anew: a second a test. Here the rows are deleted, what Django
itself wrote when it made the tables stays, and what the portal brings along is put back.
"""

from django.apps import apps
from django.db import connection, transaction
from django.test import TransactionTestCase

from libraries.outlines import load_shipped

OF_DJANGO = {"django_content_type", "auth_permission"}


def empty_tables(_case: TransactionTestCase | None = None) -> None:
    """Bring the database to the state of a new one; numbers go on from where they were."""
    names = set(connection.introspection.django_table_names(only_existing=True)) - OF_DJANGO
    deletions = [f"DELETE FROM {connection.ops.quote_name(name)}" for name in sorted(names)]
    # SQLite takes one statement at a time, and being in our process it takes it at once.
    batches = deletions if connection.vendor == "sqlite" else ["; ".join(deletions)]
    # In one transaction: foreign keys are looked at when all rows are gone.
    with transaction.atomic(), connection.cursor() as cursor:
        for statements in batches:
            cursor.execute(statements)
        load_shipped(apps)
