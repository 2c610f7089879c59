"""Reads of the publications."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Sum

from publications.models import DownloadDay, Publication, Series

_LONG = ("file_text", "text_key")


@dataclass(frozen=True)
class Downloads:
    """How many readers downloaded a file: in all, and in the year of the asked day."""

    total: int
    this_year: int


def list_publications(publications: QuerySet[Publication]) -> QuerySet[Publication]:
    """Return the newest first; those without a year yet stand above all."""
    newest = publications.order_by(F("year").desc(nulls_first=True), "name_key", "pk")
    return newest.defer(*_LONG)


def with_downloads(publications: QuerySet[Publication]) -> QuerySet[Publication]:
    """Add `downloads`: how many readers downloaded each in all; None for none."""
    days = DownloadDay.objects.filter(publication=OuterRef("pk")).order_by()
    total = days.values("publication").annotate(total=Sum("count")).values("total")
    return publications.annotate(downloads=Subquery(total, output_field=IntegerField()))


def list_newest(publications: QuerySet[Publication], limit: int) -> list[Publication]:
    """Return what came out last, by the day of publishing."""
    newest = publications.select_related("series").order_by("-published_on", "-pk")
    return list(newest.defer(*_LONG)[:limit])


def usual_imprint() -> dict[str, str]:
    """Return the place and publisher of what was added last, most often the department's."""
    told = Publication.objects.exclude(place="").exclude(publisher="").order_by("-pk")
    return told.values("place", "publisher").first() or {}


def list_issues(publications: QuerySet[Publication], series: Series) -> QuerySet[Publication]:
    """Return the issues of a series, the newest first."""
    return list_publications(publications.filter(series=series))


def list_series(publications: QuerySet[Publication]) -> QuerySet[Series]:
    """Return the series with what the person sees of them: `issues` and `last_year`."""
    seen = Q(publications__in=publications.values("pk"))
    return Series.objects.annotate(
        issues=Count("publications", filter=seen), last_year=Max("publications__year", filter=seen)
    ).order_by("name_key")


def downloads_of(publication: Publication, today: datetime.date) -> Downloads:
    """Count the downloads of a publication."""
    counted = DownloadDay.objects.filter(publication=publication).aggregate(
        total=Sum("count"), this_year=Sum("count", filter=Q(day__year=today.year))
    )
    return Downloads(counted["total"] or 0, counted["this_year"] or 0)
