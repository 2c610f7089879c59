"""Changing how the plans of an organisation are laid out and signed."""

from collections.abc import Mapping
from typing import Any

from common.editing import change_row, create_row
from events.models import PlanProfile


def create_profile(profile: PlanProfile, by: Any) -> PlanProfile:
    """Save the first profile of an organisation.

    Raises:
        ValidationError: a value is wrong, or another person has made one meanwhile.
    """
    return create_row(profile, by)


def change_profile(
    pk: int, values: Mapping[str, Any], version: int, by: Any, reason: str = ""
) -> PlanProfile:
    """Change a profile; raises StaleObjectError, ValidationError (see common.editing)."""
    return change_row(PlanProfile.objects.all(), pk, values, version, by, reason)
