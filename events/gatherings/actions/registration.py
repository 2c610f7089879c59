"""Places of an event: given in turn, never more than there are, passed on by themselves.

Every change of places goes through the lock of the event, one after another. So the free places
that are counted are those that there are, and whoever comes first has the lesser turn. Where an
organisation may send so many and no more, its others wait in the same line, and those of other
organisations behind them are let past.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from events.gatherings import notices
from events.gatherings.places import Places
from events.gatherings.rules import refuse_closed
from events.models import Event, Participation
from staff.models import Employee, Employment
from staff.queries.workplaces import workplaces

States = Participation.State


@transaction.atomic
def register_people(
    event_id: int, people: Iterable[Employee], by: Any, libraries: Any = None
) -> list[Participation]:
    """Give each person a place, or one in the waiting list when there is none left for her.

    A person registered already keeps her place; one who had withdrawn goes to the end of the
    queue. `libraries` tell for which place of work each is registered. Raises ValidationError
    when the registration is not open, or a person works nowhere.
    """
    event = Event.objects.select_for_update().get(pk=event_id)
    refuse_closed(event, timezone.localdate())
    chosen = list(people)
    works = workplaces([each.pk for each in chosen], timezone.localdate(), libraries)
    _refuse_jobless(chosen, works)
    known = {row.employee_id: row for row in event.participations.filter(employee__in=chosen)}
    turn = event.participations.aggregate(last=Max("turn"))["last"] or 0
    places = Places(event)
    rows = []
    for person in chosen:
        row = known.get(person.pk)
        if row is not None and row.state != States.WITHDRAWN:
            rows.append(row)
            continue
        turn += 1
        row = row or Participation(event=event, employee=person)
        has_place = places.take(works[person.pk].library.organisation_id)
        rows.append(_place(row, works[person.pk], turn, has_place=has_place, by=by))
    return rows


def _refuse_jobless(people: Iterable[Employee], works: Mapping[int, Employment]) -> None:
    for person in people:
        if person.pk not in works:
            raise ValidationError(f"{person}: в кадрах нет места работы на сегодня.")


def _place(
    row: Participation, work: Employment, turn: int, *, has_place: bool, by: Any
) -> Participation:
    row.organisation, row.library = work.library.organisation, work.library
    row.post = work.post
    row.turn, row.registered_at, row.registered_by = turn, timezone.now(), by
    row.state = States.REGISTERED if has_place else States.WAITING
    return save(row, by)


@transaction.atomic
def withdraw(participation_id: int, by: Any) -> Participation:
    """Give the place back; the first of the waiting list takes it.

    Raises ValidationError once attendance is marked, DoesNotExist.
    """
    events = Event.objects.select_for_update(of=("self",))
    event = events.get(participations=participation_id)
    row = event.participations.get(pk=participation_id)
    if row.state in (States.ATTENDED, States.ABSENT):
        raise ValidationError("Посещение уже отмечено: запись не отменить.")
    if row.state == States.WITHDRAWN:
        return row
    row.state = States.WITHDRAWN
    save(row, by)
    fill_places(event, by)
    return row


def fill_places(event: Event, by: Any) -> None:
    """Give free places to those who have waited longest, and tell their organisations.

    Who may not come yet, since enough of her organisation do, keeps her turn. The caller holds the
    lock of the event.
    """
    if not event.is_ahead:
        return
    places, moved = Places(event), []
    for row in event.participations.filter(state=States.WAITING).order_by("turn"):
        if places.are_gone:
            break
        if places.take(row.organisation_id):
            row.state = States.REGISTERED
            moved.append(save(row, by))
    notices.tell_moved_up(event, moved)


def save(row: Participation, by: Any) -> Participation:
    """Save a participation, validated, with who did it in the history."""
    row._history_user = by
    row.full_clean(validate_unique=False, validate_constraints=False)
    row.save()
    return row
