"""Series."""

from collections.abc import Mapping
from typing import Any

from common.editing import change_row, create_row
from publications.models import Series


def add_series(values: Mapping[str, Any], by: Any) -> Series:
    """Add a series. Raises ValidationError, also when there is one of this name."""
    return create_row(Series(**values), by)


def change_series(pk: int, values: Mapping[str, Any], *, version: int, by: Any) -> Series:
    """Change a series. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Series.objects.all(), pk, values, version, by)
