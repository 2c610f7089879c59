"""Keeping the sums true: a report is taken out of them, changed, and put in again."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from statistics.models import Campaign, Submission
from statistics.rollups.families import FAMILIES, Family

COUNTED = (Submission.State.SUBMITTED, Submission.State.ACCEPTED)
# Rows are written in the order of their key, so that two writers never wait crosswise.
_ADD = """
INSERT INTO {table} ({columns}, number, behind, no_data)
SELECT {grounds},
    {sign} * COALESCE(SUM(v.number), 0),
    {sign} * COUNT(v.number),
    {sign} * (COUNT(*) - COUNT(v.number))
FROM statistics_value v
JOIN statistics_submission s ON s.id = v.submission_id
JOIN libraries_territory t ON t.id = s.territory_id
WHERE s.state IN ({states}) AND {which}
GROUP BY {grounds}
ORDER BY {grounds}
ON CONFLICT ({key}) DO UPDATE SET
    number = {table}.number + excluded.number,
    behind = {table}.behind + excluded.behind,
    no_data = {table}.no_data + excluded.no_data
"""


@contextmanager
def kept_true(submissions: Collection[Submission]) -> Iterator[None]:
    """Keep the sums true while locked reports are changed inside; needs a transaction.

    What the database holds of them is taken out before and put in after. Each step is one
    statement that adds to the rows, so two people who accept in one municipality wait for each
    other's rows and lose nothing.
    """
    kept = _kept_campaigns(submissions)
    reports = [one for one in submissions if one.campaign_id in kept]
    _add(reports, sign=-1)
    yield
    _add(reports, sign=1)


@transaction.atomic
def roll_up(campaign: Campaign) -> None:
    """Make all sums of a campaign anew; meanwhile nobody decides on its reports."""
    locked = Campaign.with_cancelled.select_for_update().only("pk").get(pk=campaign.pk)
    for family in FAMILIES:
        family.model.objects.filter(campaign=locked).delete()
        _add_where(family, 1, "s.campaign_id = %s", [locked.pk])
    campaign.rolled_up_at = timezone.now()
    Campaign.objects.filter(pk=locked.pk).update(rolled_up_at=campaign.rolled_up_at)


def _kept_campaigns(submissions: Collection[Submission]) -> set[int]:
    """Return the campaigns whose sums are kept, and hold off `roll_up` till the transaction ends.

    Any number of people hold it at once: it is the lock that PostgreSQL takes for a foreign key.
    """
    campaigns = sorted({one.campaign_id for one in submissions})
    if not campaigns:
        return set()
    lock = " FOR KEY SHARE" if connection.vendor == "postgresql" else ""
    query = "SELECT id, rolled_up_at FROM statistics_campaign WHERE id IN ({}) ORDER BY id{}"
    with connection.cursor() as cursor:
        cursor.execute(query.format(_places(campaigns), lock), campaigns)
        return {pk for pk, rolled_up_at in cursor.fetchall() if rolled_up_at is not None}


def _add(reports: Collection[Submission], sign: int) -> None:
    counted = [one.pk for one in reports if one.state in COUNTED]
    for family in FAMILIES if counted else ():
        _add_where(family, sign, f"s.id IN ({_places(counted)})", counted)


def _add_where(family: Family, sign: int, which: str, params: Sequence[int]) -> None:
    """Add the values of the counted reports in `which` to their groups, or take them off."""
    grounds = {
        "campaign_id": "s.campaign_id",
        # As elsewhere (the peers of a library), a municipality stands right under its region.
        "region_id": "COALESCE(t.parent_id, t.id)",
        **family.grounds,
        "state": "s.state",
        "cell_id": "v.cell_id",
    }
    statement = _ADD.format(
        table=family.model._meta.db_table,
        columns=", ".join(grounds),
        key=", ".join(family.model._meta.pk.field_names),
        grounds=", ".join(grounds.values()),
        sign=sign,
        states=_places(COUNTED),
        which=which,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*COUNTED, *params])


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))
