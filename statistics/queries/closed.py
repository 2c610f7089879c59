"""The collections that are over, for the librarian: when they ended and what of hers got in."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from statistics.models import Campaign, Submission
from statistics.rules import submissions_visible_to

# How long the end of a collection is told above everything else.
NEWS_DAYS = 60


@dataclass(frozen=True)
class ClosedCampaign:
    """A collection that is over, with the numbers of the person's reports in it."""

    campaign: Campaign
    total: int
    accepted: int

    @property
    def missing(self) -> int:
        """Reports that were not accepted, so that no summary of accepted ones has them."""
        return self.total - self.accepted


def closed_campaigns(user: Any) -> list[ClosedCampaign]:
    """Return the closed collections in which her libraries were asked, the latest end first."""
    accepted = Count("pk", filter=Q(state=Submission.State.ACCEPTED))
    own = submissions_visible_to(user).filter(campaign__state=Campaign.State.CLOSED)
    rows = own.order_by().values_list("campaign").annotate(total=Count("pk"), accepted=accepted)
    counted = {pk: numbers for pk, *numbers in rows}
    campaigns = Campaign.objects.filter(pk__in=counted).select_related("form")
    return [
        ClosedCampaign(one, *counted[one.pk]) for one in campaigns.order_by("-closed_at", "-year")
    ]


def just_closed(closed: list[ClosedCampaign], today: date) -> list[ClosedCampaign]:
    """Return those of `closed` whose end is still news."""
    since = today - timedelta(days=NEWS_DAYS)
    return [
        one
        for one in closed
        if one.campaign.closed_at and timezone.localdate(one.campaign.closed_at) >= since
    ]
