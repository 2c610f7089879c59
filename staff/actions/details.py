"""Schooling and awards of a person."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from common.editing import StaleObjectError, change_row, create_row
from staff.models import Award, Education, Employee

Values = Mapping[str, Any]


def add_education(employee: Employee, values: Values, *, by: Any, reason: str = "") -> Education:
    """Write down a school finished. Raises ValidationError."""
    return create_row(Education(employee=employee, **values), by, reason)


def change_education(
    pk: int, values: Values, *, version: int, by: Any, reason: str = ""
) -> Education:
    """Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Education.objects.all(), pk, values, version, by, reason)


def remove_education(pk: int, *, version: int, by: Any) -> None:
    """Take away what was written by mistake. Raises StaleObjectError, DoesNotExist."""
    remove_row(Education.objects.all(), pk, version=version, by=by)


def add_award(employee: Employee, values: Values, *, by: Any, reason: str = "") -> Award:
    """Write down a decoration or a title. Raises ValidationError."""
    return create_row(Award(employee=employee, **values), by, reason)


def change_award(pk: int, values: Values, *, version: int, by: Any, reason: str = "") -> Award:
    """Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Award.objects.all(), pk, values, version, by, reason)


def remove_award(pk: int, *, version: int, by: Any) -> None:
    """Take away what was written by mistake. Raises StaleObjectError, DoesNotExist."""
    remove_row(Award.objects.all(), pk, version=version, by=by)


@transaction.atomic
def remove_row(rows: QuerySet[Any], pk: int, *, version: int, by: Any) -> None:
    """Delete a versioned row; its history stays. Raises StaleObjectError, DoesNotExist."""
    row = rows.select_for_update().get(pk=pk)
    if row.version != version:
        raise StaleObjectError(row, version)
    row._history_user = by
    row.delete()
