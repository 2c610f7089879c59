"""Long leaves: the person stays on the list and does not work."""

import datetime
from collections.abc import Mapping
from typing import Any

from common.editing import change_row, create_row
from staff.actions.details import remove_row
from staff.models import Employee, Leave


def start_leave(
    employee: Employee, values: Mapping[str, Any], *, by: Any, reason: str = ""
) -> Leave:
    """Begin a leave; it may already say when it ends. Raises ValidationError."""
    return create_row(Leave(employee=employee, **values), by, reason)


def end_leave(pk: int, until: datetime.date, *, version: int, by: Any, reason: str = "") -> Leave:
    """Record the last day of a leave. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_leave(pk, {"until": until}, version=version, by=by, reason=reason or "Вышла")


def change_leave(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Leave:
    """Put a leave right. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Leave.objects.all(), pk, values, version, by, reason)


def remove_leave(pk: int, *, version: int, by: Any) -> None:
    """Take away a leave written by mistake. Raises StaleObjectError, DoesNotExist."""
    remove_row(Leave.objects.all(), pk, version=version, by=by)
