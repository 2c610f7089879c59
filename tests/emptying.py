"""How the tables are emptied after a test that wrote for all to see: the live server's tests.

Django truncates every table, which makes each a new file on PostgreSQL, and then writes its
content types and permissions anew: a second a test. Here the rows are deleted, what Django
itself wrote when it made the tables stays, and what the portal brings along is put back.
"""

from django.apps import apps
from django.db import OperationalError, connection, transaction
from django.db.models.signals import post_migrate
from django.test import TransactionTestCase

OF_DJANGO = {"django_content_type", "auth_permission"}
# They bring rows along for a new database; a test finds what is missing here.
BRINGING = ("libraries", "statistics")
# A page that is left in the middle of its work may have a request still being answered.
TRIES = 5


def empty_tables(_case: TransactionTestCase | None = None) -> None:
    """Bring the database to the state of a new one; numbers go on from where they were.

    Where a request of the test is still writing, PostgreSQL may end the emptying for its sake:
    it is done again then.
    """
    for left in reversed(range(TRIES)):
        try:
            _delete_all()
        except OperationalError:
            if not left:
                raise
        else:
            return


def _delete_all() -> None:
    names = set(connection.introspection.django_table_names(only_existing=True)) - OF_DJANGO
    deletions = [f"DELETE FROM {connection.ops.quote_name(name)}" for name in sorted(names)]
    # SQLite takes one statement at a time, and being in our process it takes it at once.
    batches = deletions if connection.vendor == "sqlite" else ["; ".join(deletions)]
    # In one transaction: foreign keys are looked at when all rows are gone.
    with transaction.atomic(), connection.cursor() as cursor:
        for statements in batches:
            cursor.execute(statements)
        for label in BRINGING:
            config = apps.get_app_config(label)
            post_migrate.send(config, app_config=config, using=connection.alias, verbosity=0)
