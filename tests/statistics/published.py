"""A closed collection with a published summary, for the tests of what the public sees."""

from accounts.models import User
from libraries.models import Library
from statistics.actions.published import publish_summary
from statistics.models import Campaign, PublishedSummary
from tests.statistics.reported import make_campaign, report

FIGURES = {"4.12.2": 1000, "4.12.7": 9000, "5.17.3": 20000, "2.04.3": 30000, "2.02.3": 900,
           "6.18.5": 7, "6.18.7": 5, "6.18.14": 2, "7.19.2": "1250.5"}  # fmt: skip
OTHER = {**FIGURES, "4.12.2": 333, "6.18.5": 12, "6.18.7": 6, "6.18.14": 5}


def make_closed(library: Library, foreign_library: Library) -> Campaign:
    """Two closed years of two municipalities."""
    for year, users in ((2024, 990), (2025, 1000)):
        campaign = make_campaign(year)
        report(campaign, library, {**FIGURES, "4.12.2": users})
        report(campaign, foreign_library, OTHER)
    Campaign.objects.update(state=Campaign.State.CLOSED)
    return Campaign.objects.select_related("form", "edition").get(year=2025)


def publish(campaign: Campaign, by: User, *codes: str, foreword: str = "") -> PublishedSummary:
    return publish_summary(campaign, codes or ["main", "staff"], foreword, by)
