"""Being seen in a plan: who works in which of its cells just now."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from events.models import Plan, PlanItem, PlanPresence

# Written again no oftener than this while nothing changes: pages ask every few seconds.
SECONDS_FRESH = 8


def be_seen(plan: Plan, user: User, item: PlanItem | None, field: str) -> None:
    """Note where a person is now; `item` is None when she is in no row."""
    wanted = {"item_id": item.pk if item else None, "field": field if item else ""}
    fresh = timezone.now() - timedelta(seconds=SECONDS_FRESH)
    if plan.presences.filter(user=user, seen_at__gt=fresh, **wanted).exists():
        return
    PlanPresence.objects.bulk_create(
        [PlanPresence(plan=plan, user=user, seen_at=timezone.now(), **wanted)],
        update_conflicts=True,
        unique_fields=["plan", "user"],
        update_fields=["item", "field", "seen_at"],
    )
