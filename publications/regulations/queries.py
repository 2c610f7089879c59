"""Reads of the regulatory documents."""

import datetime

from django.db.models import Q, QuerySet

from publications.models import Regulation

Standing = Regulation.Standing


def list_regulations(day: datetime.date) -> QuerySet[Regulation]:
    """Return the documents, those in force or ahead on `day` first, the newest first."""
    lapsed = Q(in_force_until__isnull=False, in_force_until__lte=day)
    return (
        Regulation.objects.defer("text")
        .alias(has_lapsed=lapsed)
        .order_by("has_lapsed", "-date", "-pk")
    )


def of_standing(regulations: QuerySet[Regulation], standing: str, day: datetime.date) -> QuerySet:
    """Return the documents that stand so on `day`: see `Regulation.standing_on`."""
    if standing == Standing.AHEAD:
        return regulations.filter(in_force_since__gt=day)
    came = regulations.filter(in_force_since__lte=day)
    if standing == Standing.LAPSED:
        return came.filter(in_force_until__lte=day)
    return came.filter(Q(in_force_until=None) | Q(in_force_until__gt=day))
