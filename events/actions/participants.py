"""Inviting organisations into a consolidated plan, handing in, opening again, reminding."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from events.actions.answers import fitting
from events.actions.base import PlanError, lock_plan, record
from events.consolidation.queries import rows_to_share
from events.letters import Kind, librarians_of, write_letters
from events.models import Participant, Plan, PlanChange, PlanItem, PlanLetter
from libraries.models import Organisation

BEFORE = dt.timedelta(days=3)


@transaction.atomic
def invite(
    plan: Plan, organisations: Sequence[Organisation], due_on: dt.date, note: str, by: User
) -> list[Participant]:
    """Invite organisations to write their rows until a day; those invited before are passed over.

    Raises:
        PlanError: the plan is not consolidated, or all are invited already.
        PlanClosedError: it is on approval or approved.
        ValidationError: nobody is named, or the day is over.
    """
    plan = lock_plan(plan.pk)
    if not plan.is_consolidated:
        raise PlanError("Организации приглашают в сводный план, а это план отдела.")
    _check_day(due_on)
    if not organisations:
        raise ValidationError({"organisations": "Отметьте хотя бы одну организацию."})
    note = fitting(note)
    known = set(plan.participants.values_list("organisation_id", flat=True))
    new = [
        Participant(plan=plan, organisation=one, due_on=due_on, note=note, invited_by=by)
        for one in organisations
        if one.pk not in known
    ]
    if not new:
        raise PlanError("Все отмеченные организации уже приглашены.")
    Participant.objects.bulk_create(new)
    names = "; ".join(str(one.organisation) for one in new)
    after = {"organisation": names, "due_on": due_on.isoformat()}
    record(plan, PlanChange.Action.INVITED, by, after=after)
    _write(plan, Kind.INVITATION, "invited", new, by)
    return new


def _check_day(due_on: dt.date) -> None:
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": "Этот день уже прошёл. Назовите сегодняшний или позже."})


@transaction.atomic
def hand_in(participant: Participant, by: User) -> Participant:
    """Say that an organisation has written all its rows: «сдано». A second press changes nothing.

    Raises:
        PlanClosedError: the plan is on approval or approved.
    """
    plan, participant = _hold(participant)
    if participant.answered_at is not None:
        return participant
    participant.answered_at, participant.answered_by = timezone.now(), by
    participant.save(update_fields=["answered_at", "answered_by"])
    number = plan.items.filter(owner=participant.organisation_id, removed_at=None).count()
    after = {"organisation": str(participant.organisation), "rows": number}
    record(plan, PlanChange.Action.HANDED_IN, by, after=after)
    return participant


@transaction.atomic
def hand_back(participant: Participant, due_on: dt.date, note: str, by: User) -> Participant:
    """Open an organisation's rows again until another day, whether it has handed in or is late.

    Raises:
        PlanClosedError: the plan is on approval or approved.
        ValidationError: the day is over.
    """
    plan, participant = _hold(participant)
    _check_day(due_on)
    note = fitting(note)
    participant.due_on, participant.answered_at, participant.answered_by = due_on, None, None
    participant.save(update_fields=["due_on", "answered_at", "answered_by"])
    after = {
        "organisation": str(participant.organisation),
        "due_on": due_on.isoformat(),
        "comment": note,
    }
    change = record(plan, PlanChange.Action.HANDED_BACK, by, after=after)
    _write(plan, Kind.HANDED_BACK, f"back-{change.pk}", [participant], by, note)
    return participant


@transaction.atomic
def share_out(plan: Plan, by: User) -> int:
    """Give the coordinator's rows to the invited organisations that hold them; return how many.

    A row goes to its first organiser: that one holds it, the others take part.

    Raises:
        PlanClosedError: the plan is on approval or approved.
        PlanError: no row is held by an invited organisation.
    """
    plan = lock_plan(plan.pk)
    given: dict[int, list[int]] = {}
    for item, organisation in rows_to_share(plan):
        given.setdefault(organisation, []).append(item)
    if not given:
        raise PlanError("Раздавать нечего: у общих пунктов нет приглашённых организаторов.")
    for organisation, keys in given.items():
        PlanItem.objects.filter(pk__in=keys).update(owner=organisation)
    number = sum(len(keys) for keys in given.values())
    names = plan.participants.filter(organisation__in=given).select_related("organisation")
    after = {"organisation": "; ".join(str(one) for one in names), "rows": number}
    record(plan, PlanChange.Action.SHARED_OUT, by, after=after)
    return number


@transaction.atomic
def uninvite(participant: Participant, by: User) -> None:
    """Take an invitation back.

    Raises:
        PlanClosedError: the plan is on approval or approved.
        PlanError: the organisation has rows in the plan.
    """
    plan, participant = _hold(participant)
    if plan.items.filter(owner=participant.organisation_id, removed_at=None).exists():
        raise PlanError(
            f"{participant.organisation} уже внесла пункты. Удалите их, если участие отменяется."
        )
    before = {"organisation": str(participant.organisation)}
    participant.delete()
    record(plan, PlanChange.Action.UNINVITED, by, before=before)


@transaction.atomic
def remind_participants(
    plan: Plan, participants: Iterable[Participant], note: str, by: User
) -> list[PlanLetter]:
    """Write to organisations that have not handed in, once a day at most.

    Raises:
        PlanClosedError: the plan is on approval or approved.
        PlanError: all have handed in, or were written to today.
    """
    plan = lock_plan(plan.pk)
    keys = [participant.pk for participant in participants]
    waited = plan.participants.filter(pk__in=keys, answered_at=None)
    today = timezone.localdate()
    letters = _write(
        plan,
        Kind.REMINDER,
        today.isoformat(),
        list(waited.select_related("organisation")),
        by,
        fitting(note),
    )
    if not letters:
        raise PlanError("Писать некому: отмеченные сдали пункты, или сегодня им уже писали.")
    return letters


def remind_late_participants(today: dt.date) -> list[PlanLetter]:
    """Remind three days before the day, and after it; a second run writes nothing."""
    written: list[PlanLetter] = []
    drafts = Plan.objects.filter(
        state=Plan.State.DRAFT,
        participants__answered_at=None,
        participants__due_on__lte=today + BEFORE,
    )
    for pk in drafts.values_list("pk", flat=True).distinct():
        with transaction.atomic():
            plan = Plan.objects.select_for_update().get(pk=pk)
            waited = plan.participants.filter(answered_at=None, due_on__lte=today + BEFORE)
            for participant in waited.select_related("organisation"):
                when = "late" if participant.due_on < today else "before"
                occasion = f"{when}-{participant.due_on.isoformat()}"
                written += _write(plan, Kind.REMINDER, occasion, [participant], None)
    return written


def _hold(participant: Participant) -> tuple[Plan, Participant]:
    plan = lock_plan(participant.plan_id)
    fresh = plan.participants.select_related("organisation").get(pk=participant.pk)
    fresh.plan = plan
    return plan, fresh


def _write(
    plan: Plan,
    kind: Kind,
    occasion: str,
    participants: Sequence[Participant],
    by: User | None,
    note: str = "",
) -> list[PlanLetter]:
    people = librarians_of([participant.organisation for participant in participants])
    letters = []
    for participant in participants:
        letters += write_letters(
            plan,
            kind,
            f"{occasion}-{participant.organisation_id}",
            people[participant.organisation_id],
            about=plan.title,
            page=reverse("events:plan", args=[plan.pk]),
            by=by,
            participant=participant,
            note=note,
            is_late=participant.due_on < timezone.localdate(),
        )
    return letters
