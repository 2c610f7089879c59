"""The server dies in the middle of writing a workbook: all of it is there, or nothing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import OperationalError, connect

import pytest
from django.db import connection
from django.urls import reverse

from common.files.checking import CheckedFile
from common.files.kinds import XLSX
from statistics.actions.offline import take_workbook
from statistics.models import OfflineUpload, Submission, Value, ValueChange
from tests.factories import LibraryFactory
from tests.served import served, wait_until
from tests.statistics.conftest import make_submission
from tests.statistics.offline_book import filled_in, given_out

pytestmark = pytest.mark.django_db(transaction=True)

BRANCHES = 3
# A write lock held for so many looks in a row is no passing one.
LOOKS = 40
_ENDLESS = """
CREATE VIEW endless AS
WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n;
CREATE TRIGGER slow AFTER INSERT ON statistics_value
WHEN NEW.submission_id = {report} AND NEW.cell_id = {cell}
BEGIN SELECT COUNT(*) FROM endless; END;
"""
_SLEEPING = """
CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN PERFORM pg_sleep(5); RETURN NEW; END $$;
CREATE TRIGGER slow AFTER INSERT ON statistics_value FOR EACH ROW
WHEN (NEW.submission_id = {report} AND NEW.cell_id = {cell}) EXECUTE FUNCTION slow();
"""
_DROP = {
    "sqlite": "DROP TRIGGER slow; DROP VIEW endless;",
    "postgresql": "DROP TRIGGER slow ON statistics_value; DROP FUNCTION slow();",
}


@contextmanager
def stuck_at(submission: Submission) -> Iterator[None]:
    """Make the database linger at a figure of the report, inside the transaction."""
    cell = submission.campaign.edition.cells.get(address="2.02.5").pk
    script = _ENDLESS if connection.vendor == "sqlite" else _SLEEPING
    _run(script.format(report=submission.pk, cell=cell))
    try:
        yield
    finally:
        _run(_DROP[connection.vendor])


def _run(script: str) -> None:
    if connection.vendor == "sqlite":
        connection.cursor().executescript(script)
    else:
        connection.cursor().execute(script)


def is_stuck() -> bool:
    """Whether a transaction lingers at the trigger."""
    if connection.vendor == "sqlite":
        return all(_is_locked() for _ in range(LOOKS))
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
        return cursor.fetchone() is not None


def _is_locked() -> bool:
    """Whether somebody else writes, after a moment of waiting for him to end."""
    other = connect(connection.settings_dict["NAME"], timeout=0.05, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    except OperationalError:
        return True
    finally:
        other.close()
    return False


@pytest.fixture
def branches(campaign, library) -> list[Submission]:
    others = [LibraryFactory(organisation=library.organisation) for _ in range(BRANCHES - 1)]
    return [make_submission(campaign, one) for one in (library, *others)]


@pytest.fixture
def upload(campaign, branches, librarian) -> OfflineUpload:
    """A workbook of all branches, looked at and not yet applied."""
    data = given_out(campaign, *branches)
    for number in range(1, BRANCHES + 1):
        data = filled_in(data, campaign, {"2.02.4": 10, "2.02.5": 2, "2.03.4": 5}, number)
    return take_workbook(CheckedFile(data, XLSX, "бланк.xlsx"), campaign, None, librarian)


def test_a_killed_server_leaves_nothing_half_written_and_the_workbook_can_be_applied_again(
    client_of, librarian, campaign, branches, upload, tmp_path: Path
):
    client = client_of(librarian)
    address = reverse("statistics:offline-confirm", args=[upload.pk])
    written = [one["submission"] for one in upload.source["sheets"]]
    last = next(one for one in branches if one.pk == written[-1])
    with stuck_at(last), served(tmp_path) as portal, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(portal.post, client, address, {})
        wait_until(is_stuck, what="the middle of the writing")
        portal.kill()
        assert answer.exception() is not None
    assert not Value.objects.exists()
    assert not ValueChange.objects.exists()
    upload.refresh_from_db()
    assert upload.state == OfflineUpload.State.WAITING
    states = Submission.objects.filter(campaign=campaign).values_list("state", flat=True)
    assert set(states) == {Submission.State.NOT_STARTED}
    with served(tmp_path) as portal:
        assert portal.post(client, address, {}).status == 302
    upload.refresh_from_db()
    assert upload.state == OfflineUpload.State.SAVED
    for one in branches:
        numbers = dict(one.values.values_list("cell__address", "number"))
        assert (numbers["2.02.4"], numbers["2.03.4"]) == (10, 5)
