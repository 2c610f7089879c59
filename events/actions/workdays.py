"""Writing in the days off that are moved by the year's decree."""

from django.db import transaction

from accounts.models import User
from events.models import MovedDayOff


@transaction.atomic
def add_moved_day(moved: MovedDayOff, by: User) -> MovedDayOff:
    """Save a filled-in transfer; all terms and calendars of the portal follow it.

    Raises:
        ValidationError: no decree makes such a transfer, or one of its days is taken.
    """
    moved.made_by = by
    moved.full_clean()
    moved.save()
    return moved


def remove_moved_day(pk: int) -> None:
    """Take a transfer back; one that is gone already is no fault."""
    MovedDayOff.objects.filter(pk=pk).delete()


def moved_days() -> list[tuple]:
    """Return all transfers as `common.workdays` wants them."""
    return list(MovedDayOff.objects.order_by().values_list("source", "target"))
