"""Whom a collection asks: the libraries of its audience, and how the network has moved since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from libraries.models import Library
from libraries.queries.past import registry_on
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


def counted_on(campaign: Campaign) -> date:
    """Return the day whose network the campaign asks."""
    single = campaign.period == PeriodKind.ONCE
    return campaign.opens_on if single else campaign.reporting_period.last_day


def fitting_libraries(campaign: Campaign) -> QuerySet[Library]:
    """Return the libraries of the campaign's audience that work at the end of its period.

    A single survey asks those that work on the day it opens. An audience chosen one by one may be
    of any kind.
    """
    on = counted_on(campaign)
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


def as_of_period(campaign: Campaign, asked: QuerySet[Library]) -> Iterator[tuple[Library, int]]:
    """Yield the libraries as they were on the campaign's day, each with who answers for it.

    That is its organisation of that day, so that a library given away on 1 January is still summed
    where its year was spent. Of an organisation that is no more, or has no library left, it is the
    present one: somebody has to fill the report.
    """
    working = Library.objects.filter(closed_on=None, organisation__is_active=True)
    alive = set(working.order_by().values_list("organisation", flat=True).distinct())
    present = dict(asked.values_list("pk", "organisation"))
    for library in registry_on(counted_on(campaign)).filter(pk__in=asked.order_by().values("pk")):
        then = library.organisation_id
        yield library, then if then in alive else present[library.pk]


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
