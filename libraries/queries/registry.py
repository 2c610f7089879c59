"""Lists of libraries and organisations."""

import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from libraries.models import Library, Organisation, Territory


def list_libraries() -> QuerySet[Library]:
    """Return all libraries in the order of the alphabet, with what a list shows of them."""
    return Library.objects.select_related("organisation", "territory").order_by("name_key", "code")


def opened(libraries: QuerySet[Library], on: datetime.date | None = None) -> QuerySet[Library]:
    """Keep the libraries that work on the given day (today by default)."""
    return libraries.filter(works_on(on or timezone.localdate()))


def works_on(day: datetime.date, path: str = "") -> Q:
    """Return the condition that a library, found by `path`, works on `day`."""
    has_opened = Q(**{f"{path}opened_on__isnull": True}) | Q(**{f"{path}opened_on__lte": day})
    is_not_closed = Q(**{f"{path}closed_on__isnull": True}) | Q(**{f"{path}closed_on__gt": day})
    return has_opened & is_not_closed


def public(libraries: QuerySet[Library]) -> QuerySet[Library]:
    """Keep the public libraries (общедоступные): all but those of schools and colleges.

    Sizes of the network, and inhabitants to one library, are told of these alone, as in 6-НК.
    """
    return libraries.exclude(kind__in=Library.OF_EDUCATION)


def closed(libraries: QuerySet[Library], on: datetime.date | None = None) -> QuerySet[Library]:
    return libraries.filter(closed_on__lte=on or timezone.localdate())


def list_organisations() -> QuerySet[Organisation]:
    """Return all organisations with `library_count`, the number of their working libraries."""
    works = works_on(timezone.localdate(), "libraries__")
    return (
        Organisation.objects.select_related("territory")
        .annotate(library_count=Count("libraries", filter=works))
        .order_by("name_key")
    )


def at_or_below(territory: Territory) -> set[int]:
    """Return the ids of the territory and of all that lie in it."""
    below: dict[int | None, list[int]] = {}
    for pk, parent in Territory.objects.values_list("pk", "parent"):
        below.setdefault(parent, []).append(pk)
    found, waiting = set(), [territory.pk]
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting.extend(below.get(pk, []))
    return found
