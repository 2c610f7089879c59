"""Letters before the day: to the organisations whose people are coming, to those who hold it."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from events.gatherings import notices
from events.models import Event, Visit
from events.visits.notices import remind_visitors

# So many days before; a day that nobody opened the portal on is made up for until it has come.
BEFORE = datetime.timedelta(days=3)


def remind(today: datetime.date) -> int:
    """Write what falls on `today`, each letter once; return how many events and visits it was.

    What is moved to another day is reminded of anew.
    """
    return _remind_of_events(today) + _remind_of_visits(today)


def _remind_of_events(today: datetime.date) -> int:
    ahead = Event.objects.filter(
        state__in=(Event.State.OPEN, Event.State.CLOSED),
        starts_on__range=(today, today + BEFORE),
    )
    return sum(_once(Event, pk, notices.remind) for pk in _keys(ahead))


def _remind_of_visits(today: datetime.date) -> int:
    ahead = Visit.objects.filter(
        state=Visit.State.PLANNED, starts_on__range=(today, today + BEFORE)
    )
    return sum(_once(Visit, pk, remind_visitors) for pk in _keys(ahead))


def _keys(rows: Any) -> list[int]:
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def _once(model: Any, pk: int, write: Callable[[Any], None]) -> bool:
    """Write about one row unless it was done for this very day; tell whether it was done now."""
    row = model.objects.select_for_update(of=("self",)).get(pk=pk)
    if row.reminded_for == row.starts_on:
        return False
    model.objects.filter(pk=pk).update(reminded_for=row.starts_on)
    write(row)
    return True


@task()
def remind_of_today() -> None:
    """Write the day's reminders in the background: a page does not wait for them."""
    remind(timezone.localdate())


def remind_later(today: datetime.date) -> None:
    """Have the day's reminders written; told to `common.daily`."""
    remind_of_today.enqueue()
