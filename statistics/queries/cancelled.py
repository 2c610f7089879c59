"""Collections that were taken back: what the department keeps, what librarians are told."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.scope import organisations_of
from statistics.models import Campaign, CampaignLetter, Submission
from statistics.queries.closed import NEWS_DAYS

# A letter that is being sent may have left: whoever gets it counts as written to.
WRITTEN_TO = Q(taken_at__isnull=False) | Q(sent_at__isnull=False)


def cancelled_campaigns() -> QuerySet[Campaign]:
    """Return the cancelled collections, the latest first."""
    return Campaign.with_cancelled.cancelled().select_related("form").order_by("-cancelled_at")


def letters_that_left(campaign: Campaign) -> QuerySet[CampaignLetter]:
    return campaign.letters.filter(WRITTEN_TO)


def letters_that_wait(campaign: Campaign) -> QuerySet[CampaignLetter]:
    """Return the letters that nobody has begun to send."""
    return campaign.letters.exclude(WRITTEN_TO)


def lately_cancelled(user: Any, today: date) -> QuerySet[Campaign]:
    """Return the collections that had begun to ask for her reports and were taken back lately.

    One that was opened anew is told of by itself. One query.
    """
    asked = Submission.objects.filter(organisation__in=organisations_of(user))
    period = {name: OuterRef(name) for name in ("form", "year", "period", "number")}
    return cancelled_campaigns().filter(
        ~Exists(Campaign.objects.filter(**period)),
        pk__in=asked.values("campaign"),
        cancelled_at__date__gte=today - timedelta(days=NEWS_DAYS),
        opens_on__lte=F("cancelled_at__date"),
    )
