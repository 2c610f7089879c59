"""An event is put down, changed, thrown away before anybody has heard of it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from common.editing import StaleObjectError, change_row, create_row
from common.files.storing import delete_stored
from events.gatherings import notices
from events.gatherings.actions.feedback import ask_usual
from events.gatherings.actions.registration import fill_places
from events.gatherings.outcomes import settle_later
from events.models import Event

# Rows that an event names, and the field that holds their names, one a line.
NAMED = {
    "organisers": "organiser_names",
    "responsibles": "responsible_names",
    "invited": "invited_names",
}
# A change of these is worth a letter to those who are coming.
WORTH_A_LETTER = ("name", "from_time", "until_time", "place", "link")


@transaction.atomic
def add_event(values: Mapping[str, Any], by: Any, reason: str = "") -> Event:
    """Put down an event; nobody but the department and its organisers sees it yet.

    Raises ValidationError.
    """
    told, named = _parted(values)
    event = create_row(Event(created_by=by, **told), by, reason)
    _name(event, named)
    if event.takes_names:
        ask_usual(event)
    return event


@transaction.atomic
def change_event(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Event:
    """Change the event; with more places the waiting list moves up, those coming are told.

    Raises StaleObjectError, ValidationError, DoesNotExist.
    """
    before = Event.objects.select_for_update().get(pk=pk)
    told, named = _parted(values)
    _refuse_days_of_announced(before, told)
    event = change_row(Event.objects.all(), pk, told, version, by, reason)
    _name(event, named)
    fill_places(event, by)
    changed = any(getattr(before, name) != getattr(event, name) for name in WORTH_A_LETTER)
    if changed and event.is_ahead:
        notices.tell_changed(event)
    if event.state == Event.State.HELD:
        settle_later(event, by)
    return event


def _refuse_days_of_announced(event: Event, values: Mapping[str, Any]) -> None:
    days = {name: values[name] for name in ("starts_on", "ends_on") if name in values}
    moved = any(getattr(event, name) != day for name, day in days.items())
    if moved and event.state != Event.State.DRAFT:
        raise ValidationError("Дни объявленного мероприятия меняет кнопка «Перенести».")


@transaction.atomic
def remove_draft(pk: int, *, version: int, by: Any) -> None:
    """Throw away an event that was never announced. Raises StaleObjectError, ValidationError."""
    event = Event.objects.select_for_update().get(pk=pk)
    if event.version != version:
        raise StaleObjectError(event, version)
    if event.state != Event.State.DRAFT or event.participations.exists():
        raise ValidationError("Удалить можно только черновик. Объявленное — отмените.")
    delete_stored(*(each.file for each in event.files.all()))
    event._history_user = by
    event.delete()


def _parted(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """Part what an event names from its own fields, among which the names are kept too."""
    told = dict(values)
    named = {name: list(told.pop(name)) for name in NAMED if name in told}
    told |= {NAMED[name]: "\n".join(map(str, rows)) for name, rows in named.items()}
    return told, named


def _name(event: Event, named: Mapping[str, list[Any]]) -> None:
    for name, rows in named.items():
        getattr(event, name).set(rows)
