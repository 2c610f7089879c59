"""Whom a collection asks: the libraries of its audience, and how the network has moved since."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from libraries.models import Library
from statistics.models import Campaign, Submission
from statistics.periods import PeriodKind

# 6-НК is for public libraries; school and college libraries report by a form of their own.
EDUCATION_KINDS = (Library.Kind.SCHOOL, Library.Kind.COLLEGE)
Audience = Campaign.Audience


@dataclass(frozen=True)
class NetworkMoves:
    """What the registry says otherwise than the collection: how many libraries of each sort."""

    missing: int
    closed: int

    def __bool__(self) -> bool:
        return bool(self.missing or self.closed)


def fitting_libraries(campaign: Campaign) -> QuerySet[Library]:
    """Return the libraries of the campaign's audience that work at the end of its period.

    A single survey asks those that work on the day it opens. An audience chosen one by one may be
    of any kind.
    """
    single = campaign.period == PeriodKind.ONCE
    on = campaign.opens_on if single else campaign.reporting_period.last_day
    working = Library.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=on), Q(opened_on=None) | Q(opened_on__lte=on)
    )
    if campaign.audience == Audience.EDUCATION:
        return working.filter(kind__in=EDUCATION_KINDS)
    if campaign.audience == Audience.PUBLIC:
        return working.exclude(kind__in=EDUCATION_KINDS)
    return working


def libraries_asked(campaign: Campaign, chosen: Iterable[Library] = ()) -> QuerySet[Library]:
    """Return whom the campaign asks when it is opened; `chosen` are those of that audience."""
    fitting = fitting_libraries(campaign)
    if campaign.audience == Audience.CHOSEN:
        return fitting.filter(pk__in=[library.pk for library in chosen])
    return fitting


def libraries_to_add(campaign: Campaign) -> QuerySet[Library]:
    """Return the libraries that fit and have no report in the campaign."""
    asked = campaign.submissions.values("library")
    return fitting_libraries(campaign).exclude(pk__in=asked).order_by("name_key", "code")


def reports_to_excuse(campaign: Campaign) -> QuerySet[Submission]:
    """Return the reports that nobody has begun: nothing is lost when they are not asked for."""
    empty = campaign.submissions.filter(state=Submission.State.NOT_STARTED)
    return empty.select_related("library").order_by("library__name_key", "pk")


def network_moves(campaign: Campaign) -> NetworkMoves:
    """Return what of the network has moved since the campaign was opened; two queries.

    Of an audience chosen one by one nobody is missing, nor is who was taken away on purpose.
    """
    is_chosen = campaign.audience == Audience.CHOSEN
    fitting = fitting_libraries(campaign)
    taken_away = campaign.audience_changes.filter(is_added=False)
    missing = libraries_to_add(campaign).exclude(pk__in=taken_away.values("library"))
    gone = campaign.submissions.filter(state=Submission.State.NOT_STARTED)
    return NetworkMoves(
        missing=0 if is_chosen else missing.count(),
        closed=gone.exclude(library__in=fitting).count(),
    )
