"""The demo region in full size, loaded once for all tests of this folder in one process."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import override_settings

from methodportal.demo.load import load_demo_region


@pytest.fixture(scope="package")
def loaded_region(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Load the region; returns the folder of its files."""
    files = tmp_path_factory.mktemp("media")
    with (
        override_settings(MEDIA_ROOT=files),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        load_demo_region()
        # Once, and not again at the end of every test, which would take seconds on PostgreSQL.
        connection.check_constraints()
        yield files
        transaction.set_rollback(True)
