"""Posts that stand empty."""

import datetime
from collections.abc import Mapping
from typing import Any

from common.editing import change_row, create_row
from staff.models import Vacancy


def open_vacancy(values: Mapping[str, Any], *, by: Any, reason: str = "") -> Vacancy:
    """Announce an empty post. Raises ValidationError."""
    return create_row(Vacancy(**values), by, reason)


def change_vacancy(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Vacancy:
    """Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Vacancy.objects.all(), pk, values, version, by, reason)


def close_vacancy(
    pk: int, closed_on: datetime.date, *, version: int, by: Any, reason: str = ""
) -> Vacancy:
    """Close the vacancy: it is not counted from `closed_on` on.

    Raises StaleObjectError, ValidationError, DoesNotExist.
    """
    values = {"closed_on": closed_on}
    return change_vacancy(pk, values, version=version, by=by, reason=reason or "Закрыта")
