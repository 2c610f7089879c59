"""Letters about events; they name no participants, since letters leave the portal."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User
from common.letters import write_letter
from common.opting_out import WayOut, headers
from events.gatherings.programme import points_of
from events.gatherings.recipients import (
    addresses_of,
    coming_to,
    invited_to,
    keepers_of,
    librarians_of,
)
from events.models import Event, Participation

WAY_OUT = WayOut("events")
_LONGEST_SUBJECT = 200


def tell_moved_up(event: Event, moved: Collection[Participation]) -> None:
    """Write to the organisations of those for whom a place has become free, how many they are."""
    numbers = Counter(row.organisation_id for row in moved)
    for organisation, number in sorted(numbers.items()):
        to = addresses_of({organisation})
        _write("moved_up", "Освободилось место", event, to, number=number)


def tell_changed(event: Event) -> None:
    """Write that hours or place are others than they were."""
    _write("changed", "Изменения", event, coming_to(event))


def tell_moved(event: Event) -> None:
    """Write that the event is put off."""
    _write("moved", "Перенесено", event, [*coming_to(event), *keepers_of(event)])


def tell_cancelled(event: Event) -> None:
    """Write that the event is called off."""
    _write("cancelled", "Отменено", event, [*coming_to(event), *keepers_of(event)])


def remind(event: Event) -> None:
    """Write to those who hold the event, and to the librarians whose people are coming.

    Who wants no reminders gets none.
    """
    coming = event.participations.filter(state=Participation.State.REGISTERED).order_by()
    organisations = set(coming.values_list("organisation", flat=True))
    for user in librarians_of(organisations).filter(event_letters_off=None):
        _write_to(user, "reminder", "Напоминаем", event)
    for user in event.responsibles.filter(is_active=True, event_letters_off=None):
        _write_to(user, "reminder_keeper", "Скоро", event, number=coming.count())


def thank(event: Event) -> None:
    """Write to the organisations of those who came: certificates, and where to tell what it was."""
    came = event.participations.filter(state=Participation.State.ATTENDED).order_by()
    to = addresses_of(set(came.values_list("organisation", flat=True)))
    asks = event.questions.exists()
    feedback = reverse("gatherings:feedback", args=[event.feedback_key]) if asks else ""
    _write("thanks", "Спасибо за участие", event, to, feedback=feedback and _whole(feedback))


def _whole(address: str) -> str:
    return f"{settings.SITE_URL}{address}"


def invite(event: Event) -> None:
    """Invite the librarians of those whom the event is for."""
    for user in invited_to(event):
        _write_to(user, "invitation", "Приглашаем", event)


def _write_to(user: User, name: str, about: str, event: Event, **told: Any) -> None:
    """Write to one person, with her own way out of such letters."""
    url = way_out_of(user)
    told |= {"unsubscribe_url": url, "headers": headers(url)}
    _write(name, about, event, [user.email], **told)


def way_out_of(user: User) -> str:
    """Return the address by which she is let out of invitations and reminders."""
    return _whole(reverse("gatherings:letters-off-by-link", args=[WAY_OUT.key(user.pk)]))


def _write(name: str, about: str, event: Event, to: Collection[str], **told: Any) -> None:
    heads = told.pop("headers", None)
    context = {
        "event": event,
        "url": _whole(event.get_absolute_url()),
        "points": points_of(event.programme),
        **told,
    }
    body = render_to_string(f"events/email/{name}.txt", context)
    write_letter(f"{about}: {event}"[:_LONGEST_SUBJECT], body, to, headers=heads)
