"""Reports, summaries and editions of forms by API."""

from typing import Any

from statistics.api.campaigns import CampaignViewSet
from statistics.api.editions import EditionViewSet
from statistics.api.published import PublishedSummaryViewSet
from statistics.api.submissions import SubmissionViewSet
from statistics.api.summaries import BuiltSummaryView, PeersView

__all__ = ["register"]


def register(router: Any) -> None:
    """Put the addresses into the portal's router."""
    router.register("campaigns", CampaignViewSet)
    router.register("editions", EditionViewSet)
    router.register("submissions", SubmissionViewSet)
    router.register("built-summary", BuiltSummaryView, basename="built-summary")
    router.register("peers", PeersView, basename="peers")
    router.register("published-summaries", PublishedSummaryViewSet)
