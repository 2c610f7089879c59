"""Who sees events and their participants, and who keeps them.

Events that are announced are public, but for those by invitation: they exist for the invited, and
for those whose people are registered all the same.
The department keeps all events; an organiser's librarians keep those of their organisation. Names
of participants are seen by those who keep the event; everybody else sees her own organisation's.
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from accounts.scope import organisations_of
from common.roles import is_department, is_librarian
from common.russian import format_day
from events.models import Event, Participation
from staff.rules import can_see_staff

ANNOUNCED = ~Q(state=Event.State.DRAFT)


def public_events() -> QuerySet[Event]:
    """Return the events that everybody sees."""
    return Event.objects.filter(ANNOUNCED).exclude(access=Event.Access.INVITED)


def events_of(user: Any) -> QuerySet[Event]:
    """Return the events that exist for `user`."""
    if is_department(user):
        return Event.objects.all()
    seen = ANNOUNCED & ~Q(access=Event.Access.INVITED)
    if not is_librarian(user):
        return Event.objects.filter(seen)
    own = organisations_of(user)
    invited = Event.invited.through.objects.filter(organisation__in=own)
    coming = Participation.objects.filter(organisation__in=own).order_by()
    concerned = Q(pk__in=invited.values("event")) | Q(pk__in=coming.values("event"))
    holds = Event.organisers.through.objects.filter(organisation=user.organisation_id)
    return Event.objects.filter(seen | (ANNOUNCED & concerned) | Q(pk__in=holds.values("event")))


def can_create_events(user: Any) -> bool:
    return is_department(user)


def kept_events(user: Any) -> QuerySet[Event]:
    """Return the events that `user` keeps: sees everybody registered, changes, marks who came."""
    if is_department(user):
        return Event.objects.all()
    if not is_librarian(user) or user.organisation_id is None:
        return Event.objects.none()
    own = Event.organisers.through.objects.filter(organisation=user.organisation_id)
    return Event.objects.filter(pk__in=own.values("event"))


def keeps(user: Any, event: Event) -> bool:
    return is_department(user) or kept_events(user).filter(pk=event.pk).exists()


def can_register(user: Any) -> bool:
    """The department registers anybody, a librarian the people of her organisation."""
    return can_see_staff(user)


def participations_of(user: Any, event: Event) -> QuerySet[Participation]:
    """Return who takes part, as far as `user` may know it."""
    rows = event.participations.all()
    if keeps(user, event):
        return rows
    return rows.filter(organisation__in=own_organisations(user))


def own_organisations(user: Any) -> Any:
    """Return the organisations whose people `user` registers and withdraws."""
    return organisations_of(user) if can_register(user) else organisations_of(user).none()


def refuse_closed(event: Event, today: datetime.date) -> None:
    """Raise ValidationError unless people may be registered on `today`."""
    if not event.takes_names:
        raise ValidationError("На это мероприятие не записывают: приходят все желающие.")
    if event.state != Event.State.OPEN:
        raise ValidationError(f"Записаться нельзя: мероприятие — {event.state_words}.")
    last = event.last_day_of_registration
    if last < today:
        raise ValidationError(f"Запись закончилась {format_day(last)} Обратитесь к организатору.")


def is_open(event: Event, today: datetime.date) -> bool:
    """Whether people may be registered on `today`."""
    try:
        refuse_closed(event, today)
    except ValidationError:
        return False
    return True
