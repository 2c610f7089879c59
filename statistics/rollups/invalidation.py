"""What makes kept sums untrue without touching a report."""

from typing import Any

from libraries.models import Territory
from statistics.models import Campaign


def forget_moved(sender: type[Territory], instance: Territory, **told: Any) -> None:
    """Sum the campaigns of a municipality from the values, once it goes to another region.

    Sums by kind are kept by region. `manage.py rollups` makes them anew.
    """
    before = Territory.objects.filter(pk=instance.pk).values_list("parent_id", flat=True).first()
    if instance.pk and before != instance.parent_id:
        moved = Campaign.with_cancelled.filter(submissions__territory=instance.pk)
        moved.update(rolled_up_at=None)
