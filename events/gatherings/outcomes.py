"""What follows from an event: marks in the plan, records on cards, certificates."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from accounts.models import User
from events.actions.marks import EventOutcome, forget_event, mark_from_event
from events.gatherings.queries import present_at
from events.models import Certificate, Event, ItemMark, Participation
from staff.actions.training import record_attendance, take_back_attendance
from staff.models import DocumentKind, Training

States = Participation.State
_TITLE = Training._meta.get_field("title").max_length or 0
_ORGANISER = Training._meta.get_field("organiser").max_length or 0


def tell_plan(event: Event, by: Any) -> None:
    """Mark the row of the plan that the event carries out: held, moved or cancelled.

    An event put off to nobody knows when leaves its row as it was.
    """
    item = event.plan_item
    if item is None or event.state in (Event.State.DRAFT, Event.State.MOVED):
        return
    told = _outcome(event)
    if told is None:
        forget_event(item, event.pk, by)
    else:
        mark_from_event(item, told, by)


def _outcome(event: Event) -> EventOutcome | None:
    planned_on = event.moved_from or event.starts_on
    if event.state == Event.State.HELD:
        return EventOutcome(
            event.pk, ItemMark.State.HELD, planned_on, event.ends_on, present_at(event)
        )
    if event.state == Event.State.CANCELLED:
        return EventOutcome(event.pk, ItemMark.State.CANCELLED, planned_on, reason=event.reason)
    if event.moved_from:
        return EventOutcome(
            event.pk, ItemMark.State.MOVED, planned_on, event.starts_on, reason=event.reason
        )
    return None


def settle_later(event: Event, by: Any) -> None:
    """Have cards and certificates written once the present transaction is through."""
    transaction.on_commit(lambda: settle.enqueue(event.pk, by.pk))


@task()
def settle(event_id: int, user_id: int) -> None:
    """Bring cards and certificates up to the marks of attendance, person by person.

    Done again, it changes nothing; so a worker that was stopped half way only goes on.
    """
    by = User.objects.get(pk=user_id)
    event = Event.objects.get(pk=event_id)
    if event.state != Event.State.HELD:
        return
    rows = event.participations.filter(state__in=(States.ATTENDED, States.ABSENT))
    for pk in rows.order_by("employee__name_key", "pk").values_list("pk", flat=True):
        _settle_one(event_id, pk, by)


@transaction.atomic
def _settle_one(event_id: int, pk: int, by: Any) -> None:
    event = Event.objects.select_for_update().get(pk=event_id)
    row = Participation.objects.select_related("employee", "certificate").get(pk=pk)
    certificate = _certificate_of(event, row)
    key = f"event:{event.pk}"
    if row.state == States.ATTENDED and event.training_kind:
        record_attendance(row.employee, key, _learnt(event, certificate), by)
    else:
        take_back_attendance(row.employee, key, by)


def _certificate_of(event: Event, row: Participation) -> Certificate | None:
    """Return the person's certificate that holds, issued now when it is due; else None."""
    is_due = event.gives_certificate and row.state == States.ATTENDED
    found = getattr(row, "certificate", None)
    if found is not None:
        revoked_at = None if is_due else found.revoked_at or timezone.now()
        if revoked_at != found.revoked_at:
            found.revoked_at = revoked_at
            found.save(update_fields=["revoked_at"])
        return found if is_due else None
    if not is_due:
        return None
    issued = Certificate.objects.filter(participation__event=event).count()
    return Certificate.objects.create(
        participation=row,
        number=f"{event.ends_on:%Y}-{event.pk:04d}-{issued + 1:03d}",
        name=row.employee.full_name,
    )


def _learnt(event: Event, certificate: Certificate | None) -> dict[str, Any]:
    has_paper = certificate is not None
    return {
        "title": event.name[:_TITLE],
        "kind": event.training_kind,
        "organiser": ", ".join(event.all_organisers)[:_ORGANISER],
        "starts_on": event.starts_on,
        "ends_on": event.ends_on,
        "hours": event.hours,
        "document_kind": DocumentKind.ATTENDANCE if has_paper else DocumentKind.NONE,
        "document_number": certificate.number if certificate else "",
        "document_on": certificate.issued_on if certificate else None,
        "source": Training.Source.EVENT,
    }
