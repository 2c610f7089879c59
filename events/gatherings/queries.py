"""Reads of events and of who takes part."""

import datetime
from collections import Counter
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from events.models import Certificate, Event, Participation
from libraries.models import Library, Organisation
from staff.models import Employee
from staff.queries.workplaces import working

States = Participation.State
# Who has a place: the waiting and the withdrawn have none.
PLACED = (States.REGISTERED, States.ATTENDED, States.ABSENT)
COMING = (States.REGISTERED, States.WAITING)


def with_places(events: QuerySet[Event]) -> QuerySet[Event]:
    """Annotate `taken` and `waiting`: numbers of people."""
    return events.annotate(taken=_count(*PLACED), waiting=_count(States.WAITING))


def with_presence(events: QuerySet[Event]) -> QuerySet[Event]:
    """Annotate `came` too: how many were there, those without registration among them."""
    return with_places(events).annotate(came=_count(States.ATTENDED) + F("guests"))


def _count(*states: str) -> Coalesce:
    rows = Participation.objects.filter(event=OuterRef("pk"), state__in=states).order_by()
    number = rows.values("event").annotate(number=Count("*")).values("number")
    return Coalesce(Subquery(number), Value(0))


def list_events(events: QuerySet[Event]) -> QuerySet[Event]:
    """Return the events in the order of their days, with numbers of people."""
    return with_places(events).order_by("starts_on", F("from_time").asc(nulls_first=True), "pk")


def free_places(event: Event) -> int | None:
    """Return how many places are left; None when there is no limit."""
    if event.capacity is None:
        return None
    taken = event.participations.filter(state__in=PLACED).count()
    return max(0, event.capacity - taken)


def present_at(event: Event) -> int | None:
    """Return how many came, those without registration too; None while it is not held."""
    if event.state != Event.State.HELD:
        return None
    return event.participations.filter(state=States.ATTENDED).count() + event.guests


def in_turn(participations: QuerySet[Participation]) -> list[Participation]:
    """Return who has a place, then the waiting list in turn, then the withdrawn.

    Each that waits has `place_in_line`, her place among all that wait for the event, None once it
    is over; `is_over_limit` says that as many of her organisation come as may; `paper` is the
    number of her certificate. Of an organisation, all are given or none.
    """
    order: dict[Any, int] = {States.WAITING: 1, States.WITHDRAWN: 2}
    before = (
        Participation.objects.filter(
            event=OuterRef("event"), state=States.WAITING, turn__lte=OuterRef("turn")
        )
        .exclude(event__state__in=(Event.State.HELD, Event.State.CANCELLED))
        .order_by()
    )
    number = before.values("event").annotate(number=Count("*")).values("number")
    papers = Certificate.objects.filter(participation=OuterRef("pk"), revoked_at=None)
    rows = participations.select_related("employee", "organisation", "library").annotate(
        place_in_line=Subquery(number), paper=Subquery(papers.values("number"))
    )
    found = sorted(rows, key=lambda each: (order.get(each.state, 0), each.turn))
    placed = Counter(each.organisation_id for each in found if each.state in PLACED)
    for each in found:
        most = each.event.per_organisation
        each.is_over_limit = most is not None and placed[each.organisation_id] >= most
    return found


def number_placed(event: Event, organisation: Organisation) -> int:
    """Return how many of the organisation have a place."""
    return event.participations.filter(organisation=organisation, state__in=PLACED).count()


def own_card(user: User, today: datetime.date) -> Employee | None:
    """Return the card of `user` herself: one of her name at work in her organisation, if one."""
    if user.organisation_id is None:
        return None
    named = Employee.objects.filter(name_key=user.name_key)
    here = Library.objects.filter(organisation=user.organisation_id)
    found = list(working(named, today, here)[:2])
    return found[0] if len(found) == 1 else None
