"""Keeping what a plan says at a moment: day by day while it is a draft, and at each decision.

The texts of decisions (sent to be read, returned with them, approved) are kept for ever. Drafts are
thinned: every day of the last EVERY_DAY_FOR, of the time before that the last day of each month.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Subquery
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import timezone

from events.contents import take_contents
from events.models import Plan, PlanSnapshot

EVERY_DAY_FOR = dt.timedelta(days=30)


def keep_contents(
    plan: Plan, reason: PlanSnapshot.Reason, day: dt.date, contents: dict[str, Any]
) -> PlanSnapshot:
    """Keep what a plan, which is to be locked, says or will say."""
    return PlanSnapshot.objects.create(
        plan=plan, reason=reason, day=day, contents=contents, plan_version=plan.version
    )


def keep_drafts(today: dt.date) -> int:
    """Keep the drafts that were changed on a day before `today`, and not kept since.

    Told to `common.daily`: the day's first page comes before the day's first change. Returns how
    many were kept; a second run keeps none.
    """
    days = PlanSnapshot.objects.filter(plan=OuterRef("pk"), reason=PlanSnapshot.Reason.DAY)
    drafts = Plan.objects.filter(state=Plan.State.DRAFT).annotate(
        last_changed=Max("changes__made_at"),
        last_kept=Subquery(days.order_by("-day").values("plan_version")[:1]),
    )
    kept = 0
    for draft in drafts.values("pk", "version", "last_changed", "last_kept"):
        if draft["last_changed"] and draft["version"] != draft["last_kept"]:
            day = timezone.localdate(draft["last_changed"])
            kept += day < today and _keep_draft(draft["pk"], day)
    return kept


@transaction.atomic
def _keep_draft(plan_id: int, day: dt.date) -> bool:
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    is_kept = plan.snapshots.filter(reason=PlanSnapshot.Reason.DAY, day=day).exists()
    if is_kept or not plan.is_editable:
        return False
    keep_contents(plan, PlanSnapshot.Reason.DAY, day, take_contents(plan))
    return True


def thin_drafts(today: dt.date) -> int:
    """Forget drafts older than EVERY_DAY_FOR but the last one of each month; return how many.

    Told to `common.daily`. The latest draft of a plan is the last one of its month, so it stays.
    """
    drafts = PlanSnapshot.objects.filter(reason=PlanSnapshot.Reason.DAY)
    later_in_month = drafts.filter(
        plan=OuterRef("plan"),
        day__gt=OuterRef("day"),
        day__year=ExtractYear(OuterRef("day")),
        day__month=ExtractMonth(OuterRef("day")),
    )
    old = drafts.filter(Exists(later_in_month), day__lt=today - EVERY_DAY_FOR)
    forgotten, _ = old.only("pk").delete()
    return forgotten
