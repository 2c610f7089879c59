"""Noting that items saved with unpaired lines have been compared with their file."""

from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from events.actions.base import lock_plan, record
from events.actions.imports.drafts import lock_import
from events.models import PlanChange, PlanImport


@transaction.atomic
def reconcile(plan_import: PlanImport, keys: Collection[int], by: User) -> int:
    """Take these items off the list of those to be compared; return how many were on it.

    Raises:
        PlanClosedError: the plan is approved.
        ImportRefusedError: the import is not saved, or undone.
    """
    plan = lock_plan(plan_import.plan_id)
    locked = lock_import(plan_import, PlanImport.State.SAVED)
    done = [key for key in locked.unpaired if key in set(keys)]
    if done:
        locked.unpaired = [key for key in locked.unpaired if key not in done]
        locked.save(update_fields=["unpaired"])
        names = list(locked.items.filter(pk__in=done).order_by("pk").values_list("name", flat=True))
        after = {"source": locked.source, "items": len(done), "names": names}
        record(plan, PlanChange.Action.RECONCILED, by, after=after)
    return len(done)
