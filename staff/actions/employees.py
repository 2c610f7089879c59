"""Changes of people's cards, and the record of who looked at them."""

from collections.abc import Mapping
from typing import Any

from common.editing import change_row
from staff.models import Employee, PersonalDataAccess


def change_employee(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Employee:
    """Change the fields of `values`. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Employee.objects.all(), pk, values, version, by, reason)


def record_access(user: Any, what: str, employee: Employee | None = None) -> None:
    """Note that `user` has seen people's data."""
    PersonalDataAccess.objects.create(user=user, what=what[:300], employee=employee)
