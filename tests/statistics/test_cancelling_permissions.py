"""Who may cancel a collection, look at a cancelled one and restore it."""

import pytest

from statistics.actions.cancelling import cancel_campaign
from statistics.models import Campaign
from tests.battery import Case, battery

REASON, UNTOUCHED = "Открыта не та редакция.", "1-0-0-0-0"


@pytest.fixture
def cancelled(submission, methodist) -> Campaign:
    return cancel_campaign(submission.campaign, REASON, methodist)


READERS = ["sign-in", 403, 403, 200, 200, 200]
# stranger, neighbour, librarian, methodist, head, admin
test_permissions = battery(
    [
        Case(
            "statistics:campaign-cancel",
            ["sign-in", 403, 403, 200, 200, 403],
            kwargs={"form": "6-nk", "period": "2025"},
            needs=["submission"],
        ),
        Case(
            "statistics:campaign-cancel",
            ["sign-in", 403, 403, 302, 302, 403],
            kwargs={"form": "6-nk", "period": "2025"},
            method="post",
            data={"seen": UNTOUCHED, "reason": REASON},
            needs=["submission"],
        ),
        Case(
            "statistics:campaign-cancel",
            ["sign-in", 403, 403, 403, 302, 403],
            kwargs={"form": "6-nk", "period": "2025"},
            method="post",
            data={"seen": "0-1-0-0-0", "reason": REASON},
            needs=["filled"],
        ),
        Case("statistics:campaign-cancelled", READERS, kwargs={"pk": "@cancelled.pk"}),
        Case(
            "statistics:cancelled-letters",
            ["sign-in", 403, 403, 200, 200, 403],
            kwargs={"pk": "@cancelled.pk"},
        ),
        Case(
            "statistics:campaign-restore",
            ["sign-in", 403, 403, 302, 302, 403],
            kwargs={"pk": "@cancelled.pk"},
            method="post",
        ),
        Case(
            "statistics:campaign-restore",
            ["sign-in", 403, 403, 404, 404, 403],
            kwargs={"pk": "@submission.campaign_id"},
            method="post",
        ),
        Case("api:campaign-list", [403, 403, 403, 200, 200, 200], needs=["campaign"]),
        Case("api:campaign-detail", [403, 403, 403, 200, 200, 200], kwargs={"pk": "@campaign.pk"}),
        Case(
            "api:campaign-cancel",
            [403, 403, 403, 200, 200, 403],
            kwargs={"pk": "@submission.campaign_id"},
            method="post",
            data={"reason": REASON},
            content_type="application/json",
        ),
        Case(
            "api:campaign-restore",
            [403, 403, 403, 200, 200, 403],
            kwargs={"pk": "@cancelled.pk"},
            method="post",
            content_type="application/json",
        ),
    ]
)
