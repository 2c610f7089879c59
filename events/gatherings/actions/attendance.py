"""Who was there: marked in the list by organisers, or by a code that participants type.

Until the event is finished a mark only says that the person has come. Finishing it makes those who
have not come absent; marks can be put right later too.
"""

import datetime
import secrets
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from common.editing import StaleObjectError, change_row
from common.text import normalise
from events.gatherings import notices
from events.gatherings.actions.registration import save
from events.gatherings.outcomes import settle_later, tell_plan
from events.models import Event, Participation

States = Participation.State
CODE_DIGITS = 6
# The organiser is told how many wrong tries there were, to give another code if she likes.
MOST_COUNTED = 9999
_MARKED_IN = (Event.State.OPEN, Event.State.CLOSED, Event.State.HELD)


def refuse_attendance(event: Event, today: datetime.date) -> None:
    """Raise ValidationError while nobody can have come yet, or nobody was to come."""
    if event.state not in _MARKED_IN:
        raise ValidationError(f"Отмечать некого: мероприятие — {event.state_words}.")
    if event.starts_on > today:
        raise ValidationError("Мероприятие ещё не началось.")


@transaction.atomic
def mark_attendance(event_id: int, marks: Mapping[int, bool], by: Any) -> Event:
    """Say of the participations in `marks` whether the person was there.

    Only what is named is changed, so that two may mark at two tables. Who waited for a place and
    came all the same is marked too. Raises ValidationError before the event has begun.
    """
    event = Event.objects.select_for_update().get(pk=event_id)
    refuse_attendance(event, timezone.localdate())
    rows = event.participations.filter(pk__in=marks).exclude(state=States.WITHDRAWN)
    for row in rows.select_related("employee"):
        _mark(event, row, has_come=marks[row.pk], by=by)
    if event.state == Event.State.HELD:
        _follow_up(event, by)
    return event


def _follow_up(event: Event, by: Any) -> None:
    """Let the plan, the cards and the certificates follow the marks of a held event."""
    tell_plan(event, by)
    settle_later(event, by)


def _mark(event: Event, row: Participation, *, has_come: bool, by: Any) -> None:
    missed = States.ABSENT if event.state == Event.State.HELD else States.REGISTERED
    state = States.ATTENDED if has_come else missed
    if row.state != state and (has_come or row.state == States.ATTENDED):
        row.state = state
        save(row, by)


@transaction.atomic
def finish_event(pk: int, guests: int, *, version: int, by: Any) -> Event:
    """Say that the event was held; who is not marked was absent.

    `guests` is how many came who were not registered. Said again, the number is corrected.
    Raises StaleObjectError, ValidationError before the event has begun.
    """
    event = Event.objects.select_for_update().get(pk=pk)
    refuse_attendance(event, timezone.localdate())
    told = {"state": Event.State.HELD, "guests": guests, "code": ""}
    held = change_row(Event.objects.all(), pk, told, version, by, "Проведено")
    for row in held.participations.filter(state=States.REGISTERED):
        row.state = States.ABSENT
        save(row, by)
    if event.state != Event.State.HELD:
        notices.thank(held)
    _follow_up(held, by)
    return held


@transaction.atomic
def give_code(pk: int, *, version: int, by: Any) -> Event:
    """Give out a new code; the one before is good no more.

    Raises StaleObjectError, ValidationError before the event has begun.
    """
    event = Event.objects.select_for_update().get(pk=pk)
    refuse_attendance(event, timezone.localdate())
    if event.version != version:
        raise StaleObjectError(event, version)
    event.code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
    event.wrong_codes = 0
    event.skip_history_when_saving = True
    event.save(update_fields=["code", "wrong_codes"])
    del event.skip_history_when_saving
    return event


def takes_codes(event: Event, today: datetime.date) -> bool:
    """Whether participants may mark themselves by the code today."""
    is_on = event.is_ahead and event.starts_on <= today <= event.ends_on
    return is_on and bool(event.code)


def mark_by_code(event_id: int, code: str, name: str) -> Participation | None:
    """Mark the one of this name who was registered; None when code or name does not fit.

    What did not fit is not told: names are not to be found out by trying. Wrong tries are counted,
    and how many are let in is for who asks (events.gatherings.tries); strangers who guess do not
    hold the event.
    """
    event = Event.objects.get(pk=event_id)
    row = _mark_named(event, code, name) if _fits(event, code) else None
    if row is None:
        tried = Event.objects.filter(pk=event_id, wrong_codes__lt=MOST_COUNTED)
        tried.update(wrong_codes=F("wrong_codes") + 1)
    return row


def _fits(event: Event, code: str) -> bool:
    if not takes_codes(event, timezone.localdate()):
        return False
    return secrets.compare_digest(code.encode(), event.code.encode())


@transaction.atomic
def _mark_named(event: Event, code: str, name: str) -> Participation | None:
    held = Event.objects.select_for_update().get(pk=event.pk)
    row = _only_one_named(held, name) if _fits(held, code) else None
    if row is not None:
        _mark(held, row, has_come=True, by=None)
    return row


def _only_one_named(event: Event, name: str) -> Participation | None:
    """Return whose name is typed in full, or without patronymic; None for namesakes."""
    typed = normalise(name)
    rows = event.participations.exclude(state=States.WITHDRAWN).select_related("employee")
    found = [row for row in rows if typed and typed in _names_of(row)]
    return found[0] if len(found) == 1 else None


def _names_of(row: Participation) -> tuple[str, str]:
    person = row.employee
    return normalise(person.full_name), normalise(f"{person.last_name} {person.first_name}")
