"""Letters before the day: to the organisations whose people are coming, to those who hold it.

And before the day by which a library is to answer on an advice.
"""

import datetime
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from events.gatherings import notices
from events.models import Event, Visit, VisitAdvice
from events.visits.notices import remind_of_advice, remind_visitors
from events.visits.queries import unanswered

# So many days before; a day that nobody opened the portal on is made up for until it has come.
BEFORE = datetime.timedelta(days=3)
# What was advised takes longer to do than a bag to pack.
BEFORE_ADVICE = datetime.timedelta(days=7)


def remind(today: datetime.date) -> int:
    """Write what falls on `today`, each letter once; return of how many things it was.

    What is moved to another day is reminded of anew.
    """
    return _remind_of_events(today) + _remind_of_visits(today) + _remind_of_advice(today)


def _remind_of_events(today: datetime.date) -> int:
    ahead = Event.objects.filter(
        state__in=(Event.State.OPEN, Event.State.CLOSED),
        starts_on__range=(today, today + BEFORE),
    )
    return sum(_once(Event, pk, "starts_on", notices.remind) for pk in _keys(ahead))


def _remind_of_visits(today: datetime.date) -> int:
    ahead = Visit.objects.filter(
        state=Visit.State.PLANNED, starts_on__range=(today, today + BEFORE)
    )
    return sum(_once(Visit, pk, "starts_on", remind_visitors) for pk in _keys(ahead))


def _remind_of_advice(today: datetime.date) -> int:
    due = unanswered(VisitAdvice.objects.all()).filter(due_on__range=(today, today + BEFORE_ADVICE))
    return sum(_once(VisitAdvice, pk, "due_on", remind_of_advice) for pk in _keys(due))


def _keys(rows: Any) -> list[int]:
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def _once(model: Any, pk: int, day: str, write: Callable[[Any], None]) -> bool:
    """Write about one row unless it was done for this very day; tell whether it was done now.

    `day` is the field that holds the day.
    """
    row = model.objects.select_for_update(of=("self",)).get(pk=pk)
    if row.reminded_for == getattr(row, day):
        return False
    model.objects.filter(pk=pk).update(reminded_for=getattr(row, day))
    write(row)
    return True


@task()
def remind_of_today() -> None:
    """Write the day's reminders in the background: a page does not wait for them."""
    remind(timezone.localdate())


def remind_later(today: datetime.date) -> None:
    """Have the day's reminders written; told to `common.daily`."""
    remind_of_today.enqueue()
