"""Keeping choices of the summary builder."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction

from common.text import strip_controls
from statistics.builder.asked import Query
from statistics.models import SummaryPreset
from statistics.rules import can_change_preset, can_share_presets

MOST_PRESETS = 100


class TooManyPresetsError(Exception):
    """The person keeps as many choices as anybody may."""


@transaction.atomic
def save_preset(name: str, query: Query, is_shared: bool, by: Any) -> SummaryPreset:
    """Keep a choice under a name.

    Raises ValidationError when the person has one of that name, TooManyPresetsError when she has
    a hundred, PermissionDenied when she may not share.
    """
    if is_shared and not can_share_presets(by):
        raise PermissionDenied
    # The lock lets one of two sendings at once see the other's name.
    get_user_model().objects.select_for_update().get(pk=by.pk)
    if SummaryPreset.objects.filter(owner=by).count() >= MOST_PRESETS:
        raise TooManyPresetsError
    preset = SummaryPreset(
        name=" ".join(strip_controls(name).split()),
        query=str(query.table),
        owner=by,
        is_shared=is_shared,
    )
    preset.full_clean()
    preset.save()
    return preset


@transaction.atomic
def share_preset(pk: int, is_shared: bool, by: Any) -> SummaryPreset:
    """Show the choice to all, or to its owner only. Raises DoesNotExist, PermissionDenied."""
    preset = SummaryPreset.objects.select_for_update().get(pk=pk)
    if not can_share_presets(by) or not can_change_preset(by, preset):
        raise PermissionDenied
    preset.is_shared = is_shared
    preset.save(update_fields=["is_shared"])
    return preset


@transaction.atomic
def delete_preset(pk: int, by: Any) -> str:
    """Delete the choice; return its name. Raises DoesNotExist, PermissionDenied."""
    preset = SummaryPreset.objects.select_for_update().get(pk=pk)
    if not can_change_preset(by, preset):
        raise PermissionDenied
    preset.delete()
    return preset.name
