"""Published summaries: what there is for everybody, and what is on record for the department."""

from django.db.models import Exists, OuterRef, QuerySet

from statistics.models import Campaign, PublishedSummary


def for_list(publications: QuerySet[PublishedSummary]) -> QuerySet[PublishedSummary]:
    """Return them as lists show them, the latest year first, without what is inside."""
    return (
        publications.select_related("campaign__form")
        .defer("content", "campaign__edition")
        .order_by("-campaign__year", "campaign__form__code", "-campaign__period")
    )


def not_published() -> QuerySet[Campaign]:
    """Return the closed collections that the public sees nothing of, the latest first."""
    shown = PublishedSummary.objects.filter(campaign=OuterRef("pk"), withdrawn_at=None)
    closed = Campaign.objects.filter(~Exists(shown), state=Campaign.State.CLOSED)
    return closed.select_related("form").defer("edition")


def record_of(campaign: Campaign) -> QuerySet[PublishedSummary]:
    """Return all publications of a collection, the withdrawn ones too, the latest first."""
    people = ("published_by", "withdrawn_by")
    found = campaign.publications.select_related(*people).defer("content")
    return found.order_by("-published_at")
