"""The way of an event: announced, closed for registration, put off, called off."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common.editing import change_row
from events.gatherings import notices
from events.gatherings.actions.registration import fill_places
from events.gatherings.outcomes import tell_plan
from events.models import Event

State = Event.State


def announce(pk: int, *, version: int, by: Any) -> Event:
    """Show a draft to those it is for, and let them register.

    Raises StaleObjectError, ValidationError when it is for the invited and nobody is, or is past,
    DoesNotExist when it is a draft no more.
    """
    event = Event.objects.get(pk=pk, state=State.DRAFT)
    if event.access == Event.Access.INVITED and not event.invited.exists():
        raise ValidationError("Запись по приглашению, а не приглашён никто: назовите учреждения.")
    if event.ends_on < timezone.localdate():
        raise ValidationError("Эти дни уже прошли. Проверьте даты.")
    return _set_state(pk, (State.DRAFT,), State.OPEN, version, by, "Объявлено")


def close_registration(pk: int, *, version: int, by: Any) -> Event:
    """Take no more names; those in the waiting list still move up. Raises as `announce`."""
    return _set_state(pk, (State.OPEN,), State.CLOSED, version, by, "Запись закрыта")


def reopen_registration(pk: int, *, version: int, by: Any) -> Event:
    """Take names again. Raises as `announce`."""
    return _set_state(pk, (State.CLOSED,), State.OPEN, version, by, "Запись открыта снова")


def _set_state(
    pk: int, present: tuple[str, ...], state: str, version: int, by: Any, reason: str
) -> Event:
    events = Event.objects.filter(state__in=present)
    return change_row(events, pk, {"state": state}, version, by, reason)


@transaction.atomic
def move_event(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Event:
    """Put the event off: to the days of `values`, or, with no days there, until they are known.

    Who is registered stays so, and is told. Raises StaleObjectError, ValidationError,
    DoesNotExist when it is over or not announced yet.
    """
    ahead = Event.objects.filter(state__in=(State.OPEN, State.CLOSED, State.MOVED))
    before = ahead.select_for_update().get(pk=pk)
    told = _new_days(before, values) | {"reason": reason}
    event = change_row(ahead, pk, told, version, by, "Перенесено")
    fill_places(event, by)
    if event.version != before.version:
        notices.tell_moved(event)
        tell_plan(event, by)
    return event


def _new_days(before: Event, values: Mapping[str, Any]) -> dict[str, Any]:
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    if starts_on is None:
        until = {"registration_until": None}
        return {"state": State.MOVED, "moved_from": before.moved_from or before.starts_on, **until}
    if starts_on < timezone.localdate():
        raise ValidationError({"starts_on": "Этот день уже прошёл."})
    return {
        **values,
        "ends_on": ends_on or starts_on,
        "state": State.OPEN if before.state == State.MOVED else before.state,
        "moved_from": _former_day(before, starts_on),
    }


def _former_day(before: Event, starts_on: datetime.date) -> datetime.date | None:
    """Return the day on which it was first to begin; None when it is that day again."""
    first = before.moved_from or before.starts_on
    return None if first == starts_on else first


@transaction.atomic
def cancel_event(pk: int, *, version: int, by: Any, reason: str) -> Event:
    """Call the event off and tell those who were coming; registrations stay to be seen.

    Raises StaleObjectError, DoesNotExist when it is held, called off already or a draft.
    """
    told = {"state": State.CANCELLED, "reason": reason}
    ahead = Event.objects.filter(state__in=(State.OPEN, State.CLOSED, State.MOVED))
    event = change_row(ahead, pk, told, version, by, "Отменено")
    notices.tell_cancelled(event)
    tell_plan(event, by)
    return event


@transaction.atomic
def send_invitations(pk: int, *, version: int, by: Any) -> Event:
    """Write to the librarians of those the event is for, once.

    Raises StaleObjectError, ValidationError, DoesNotExist when registration is not open.
    """
    told = {"invited_at": timezone.now()}
    waiting = Event.objects.filter(state=State.OPEN, invited_at=None)
    event = change_row(waiting, pk, told, version, by, "Разосланы приглашения")
    notices.invite(event)
    return event
