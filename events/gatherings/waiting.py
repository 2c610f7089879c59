"""What of the events waits for a person: the home pages show it."""

from typing import Any

from django.utils import timezone

from common.waiting import Kind
from events.gatherings.rules import kept_events
from events.models import Event


def waiting_of(user: Any) -> list[Kind]:
    """Return the events that the person keeps, which are over and not finished."""
    ahead = (Event.State.OPEN, Event.State.CLOSED)
    over = kept_events(user).filter(state__in=ahead, ends_on__lt=timezone.localdate())
    return [
        Kind(
            "Мероприятия прошли, а итог не записан",
            over,
            "gatherings:event",
            ["ends_on", "pk"],
            day="ends_on",
            day_word="было",
        )
    ]
