"""Changes of the registry: each in one transaction, with author and reason in the history."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from common.editing import change_row, create_row
from libraries.models import Library, Organisation, Population, Territory


def create_library(values: Mapping[str, Any], by: Any, reason: str = "") -> Library:
    """Add a library. Raises ValidationError, e.g. when its code is taken."""
    return create_row(Library(**values), by, reason)


def change_library(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Library:
    """Change the fields of `values`. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Library.objects.all(), pk, values, version, by, reason)


def close_library(
    pk: int,
    *,
    closed_on: datetime.date,
    successor: Library | None,
    version: int,
    by: Any,
    reason: str = "",
) -> Library:
    """Record that the library does not work from `closed_on`, and who took over its readers.

    Raises StaleObjectError, and ValidationError when it was opened later or succeeds itself.
    """
    values = {"closed_on": closed_on, "successor": successor}
    return change_library(pk, values, version=version, by=by, reason=reason or "Закрытие")


def reopen_library(pk: int, *, version: int, by: Any, reason: str = "") -> Library:
    """Undo a closing. Raises StaleObjectError."""
    values = {"closed_on": None, "successor": None}
    return change_library(pk, values, version=version, by=by, reason=reason or "Закрытие отменено")


def create_organisation(values: Mapping[str, Any], by: Any, reason: str = "") -> Organisation:
    """Add an organisation. Raises ValidationError, e.g. when its name is taken."""
    return create_row(Organisation(**values), by, reason)


def change_organisation(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Organisation:
    """Change the fields of `values`. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Organisation.objects.all(), pk, values, version, by, reason)


def create_territory(values: Mapping[str, Any], by: Any, reason: str = "") -> Territory:
    """Add a territory. Raises ValidationError, e.g. when its ОКТМО code is taken."""
    return create_row(Territory(**values), by, reason)


def change_territory(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Territory:
    """Change the fields of `values`. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Territory.objects.all(), pk, values, version, by, reason)


@transaction.atomic
def set_population(territory: Territory, year: int, number: int, by: Any) -> Population:
    """Record the inhabitants on 1 January of `year`, in place of what stood there.

    The history of the territory tells who did it. Raises ValidationError.
    """
    found = Population.objects.filter(territory=territory, year=year).first()
    population = found or Population(territory=territory, year=year)
    before = population.number if found else None
    population.number = number
    population.full_clean()
    population.save()
    was = "" if before is None else f" вместо {before}"
    reason = f"Жителей на 1 января {year} года: {number}{was}"
    change = Territory.objects.select_for_update().get(pk=territory.pk)
    change._history_user, change._change_reason = by, reason
    change.save()
    return population
