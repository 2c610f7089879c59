"""Reads of the changes of the network."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from libraries.models import Library, NetworkChange, NetworkPart
from libraries.queries.registry import public, works_on


def list_changes() -> QuerySet[NetworkChange]:
    """Return the changes that hold or lie ahead, newest first, with their libraries."""
    changes = NetworkChange.objects.filter(undone_at=None)
    parts = Prefetch("parts", NetworkPart.objects.select_related("library"))
    return changes.prefetch_related(parts).order_by("-date", "-pk")


def with_last(changes: QuerySet[NetworkChange]) -> QuerySet[NetworkChange]:
    """Add `is_last`: no library of the change has a later one, so that it can be undone."""
    return changes.annotate(is_last=~Exists(_later("date", "pk")))


def _later(day: str, pk: str) -> QuerySet[NetworkPart]:
    """Return what came later to a change's libraries; the outer query names it by `day`, `pk`."""
    return NetworkPart.objects.filter(
        Q(change__date__gt=OuterRef(day))
        | Q(change__date=OuterRef(day), change__pk__gt=OuterRef(pk)),
        library__network_parts__change=OuterRef(pk),
        change__undone_at=None,
    )


def changes_of_library(library: Library) -> QuerySet[NetworkChange]:
    """Return the changes in the life of a library, oldest first."""
    own = list_changes().filter(parts__library=library)
    return with_last(own).order_by("date", "pk")


def life_of(library: Library) -> list[tuple[NetworkChange, list[NetworkPart]]]:
    """Return the same with `is_last`, and the parts of each change, in one query."""
    own = NetworkPart.objects.filter(library=library).values("change")
    parts = NetworkPart.objects.filter(change__in=own, change__undone_at=None)
    parts = parts.select_related("change", "library").order_by("change__date", "change_id", "pk")
    life: dict[int, tuple[NetworkChange, list[NetworkPart]]] = {}
    for part in parts.annotate(is_last=~Exists(_later("change__date", "change_id"))):
        change, told = life.setdefault(part.change_id, (part.change, []))
        change.is_last = part.is_last
        told.append(part)
    return list(life.values())


@dataclass
class NetworkYear:
    """A year of the network: libraries at its ends, and changes by kind."""

    year: int
    at_start: int = 0
    at_end: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def cells(self) -> list[int]:
        """The counts in the order of the kinds."""
        return [self.counts.get(kind, 0) for kind in NetworkChange.Kind.values]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def years_of_network(today: datetime.date | None = None) -> list[NetworkYear]:
    """Return the years from the first change to the present one, newest first.

    Changes ahead and those of school and college libraries are not counted; the present year ends
    today. Three queries.
    """
    day = today or timezone.localdate()
    happened = _of_public(NetworkChange.objects.filter(undone_at=None, date__lte=day).order_by())
    first = happened.aggregate(first=Min("date"))["first"]
    if first is None:
        return []
    years = {year: NetworkYear(year) for year in range(day.year, first.year - 1, -1)}
    by_kind: dict[int, dict[str, int]] = {year: {} for year in years}
    for row in happened.values("kind", year=ExtractYear("date")).annotate(number=Count("pk")):
        by_kind[row["year"]][row["kind"]] = row["number"]
    _count_libraries(years, day)
    for year, counts in by_kind.items():
        years[year].counts = counts
    return list(years.values())


def _of_public(changes: QuerySet[NetworkChange]) -> QuerySet[NetworkChange]:
    parts = NetworkPart.objects.filter(change=OuterRef("pk"))
    of_education = parts.filter(library__kind__in=Library.OF_EDUCATION)
    return changes.exclude(Exists(of_education))


def _count_libraries(years: Mapping[int, NetworkYear], today: datetime.date) -> None:
    """Count the working public libraries of all years in one query."""
    counts = {}
    for year in years:
        for name, day in (("start", datetime.date(year, 1, 1)), ("end", _end(year, today))):
            counts[f"{name}_{year}"] = Count("pk", filter=works_on(day))
    found = public(Library.objects.order_by()).aggregate(**counts)
    for year, each in years.items():
        each.at_start, each.at_end = found[f"start_{year}"], found[f"end_{year}"]


def _end(year: int, today: datetime.date) -> datetime.date:
    return min(today, datetime.date(year, 12, 31))
