"""Sending a plan, or an amendment of it, to be agreed to, and taking it back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from events.actions.amended.outcome import amended_contents
from events.actions.base import PlanClosedError, PlanError, hold_plan, plain, record
from events.actions.snapshots import keep_contents
from events.approving.queries import Subject, current_step, last_round, open_remarks
from events.contents.taking import take_contents
from events.letters import Kind, people, write_letters
from events.models import (
    Amendment,
    Approval,
    ApprovalStep,
    Plan,
    PlanChange,
    PlanSnapshot,
)

MOST_READERS = 20


@dataclass(frozen=True)
class Reader:
    """Whom to ask: a user of the portal, or a person without an account by name and post."""

    user: User | None = None
    name: str = ""
    post: str = ""

    @property
    def shown_name(self) -> str:
        return self.user.short_name if self.user else self.name

    @property
    def key(self) -> object:
        return self.user.pk if self.user else self.name.casefold()


def hold_subject(subject: Subject) -> tuple[Plan, Subject]:
    """Return the plan, locked, and the subject as it stands: the plan itself or its amendment."""
    if isinstance(subject, Plan):
        plan = hold_plan(subject.pk)
        return plan, plan
    plan = hold_plan(subject.plan_id)
    amendment = plan.amendments.get(pk=subject.pk)
    amendment.plan = plan
    return plan, amendment


@transaction.atomic
def send_for_approval(
    subject: Subject,
    readers: Sequence[Reader],
    due_on: dt.date,
    note: str,
    by: User,
    *,
    version: int,
    despite_remarks: bool = False,
) -> Approval:
    """Send a plan or an amendment to be read by people one after another; it is locked meanwhile.

    `version` is that of the text the sender has seen.

    Raises:
        PlanClosedError: the plan is on approval or approved already.
        ValidationError: nobody is named, somebody twice, or the day is over.
        PlanError: there is nothing to read, the text was changed meanwhile, or remarks of the
            last round wait for an answer and `despite_remarks` is not said.
    """
    plan, subject = hold_subject(subject)
    if not subject.is_editable:
        raise PlanClosedError(plan)
    _check_readers(readers, due_on)
    _check_text(plan, subject, version)
    if not despite_remarks:
        _check_remarks(subject)
    subject.state = subject.State.ON_APPROVAL
    subject.save(update_fields=["state"])
    approval = _begin_round(plan, subject, due_on, note, by)
    steps = _make_steps(approval, readers)
    after = {"title": str(subject), "readers": ", ".join(step.name for step in steps)}
    record(plan, PlanChange.Action.SENT, by, after={**after, "due_on": due_on.isoformat()})
    ask(approval, by)
    return approval


def _begin_round(plan: Plan, subject: Subject, due_on: dt.date, note: str, by: User) -> Approval:
    last = last_round(subject)
    return Approval.objects.create(
        plan=plan,
        amendment=subject if isinstance(subject, Amendment) else None,
        round=last.round + 1 if last else 1,
        due_on=due_on,
        note=plain(note),
        snapshot=_kept_text(plan, subject),
        sent_by=by,
        sent_at=timezone.now(),
    )


def _check_remarks(subject: Subject) -> None:
    if open_remarks(subject).exists():
        raise PlanError(
            "На замечания прошлого круга ещё нет ответа. Ответьте на них или подтвердите, "
            "что отправляете без ответа."
        )


def _check_readers(readers: Sequence[Reader], due_on: dt.date) -> None:
    if not readers:
        raise ValidationError("Назовите хотя бы одного человека, который согласует план.")
    if len(readers) > MOST_READERS:
        raise ValidationError(f"Согласующих больше {MOST_READERS}: оставьте самых нужных.")
    keys = [reader.key for reader in readers]
    twice = next((one for one in readers if keys.count(one.key) > 1), None)
    if twice is not None:
        raise ValidationError(f"{twice.shown_name} в списке дважды. Оставьте одно место.")
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": "Этот день уже прошёл. Назовите сегодняшний или позже."})


def _check_text(plan: Plan, subject: Subject, version: int) -> None:
    if isinstance(subject, Amendment):
        if not subject.rows.exists():
            raise PlanError("В изменении нет ни одной строки: согласовывать пока нечего.")
    elif not plan.items.filter(removed_at=None).exists():
        raise PlanError("В плане нет ни одного пункта: согласовывать пока нечего.")
    check_version(subject, version)


def check_version(subject: Subject, version: int) -> None:
    """Refuse a decision about a text that is no longer the one the person has seen.

    Raises:
        PlanError: the text has another version.
    """
    if subject.version != version:
        raise PlanError(
            "Пока страница была открыта, текст изменили. Посмотрите его сейчас и повторите."
        )


def _kept_text(plan: Plan, subject: Subject) -> PlanSnapshot:
    is_plan = isinstance(subject, Plan)
    contents = take_contents(plan) if is_plan else amended_contents(subject)
    return keep_contents(plan, PlanSnapshot.Reason.SENT, timezone.localdate(), contents)


def _make_steps(approval: Approval, readers: Sequence[Reader]) -> list[ApprovalStep]:
    return ApprovalStep.objects.bulk_create(
        ApprovalStep(
            approval=approval,
            position=position,
            user=reader.user,
            name=reader.shown_name,
            post=reader.user.post if reader.user else reader.post,
        )
        for position, reader in enumerate(readers, start=1)
    )


def ask(approval: Approval, by: User | None) -> None:
    """Write to the one whose turn it is; a person without an account is asked by the sender."""
    step = current_step(approval)
    if step is None:
        return
    write_letters(
        approval.plan,
        Kind.TURN,
        f"step-{step.pk}",
        people([step.user or approval.sent_by]),
        about=about(approval),
        page=approval_page(approval.plan),
        by=by,
        approval=approval,
        step=step,
    )


def about(approval: Approval) -> str:
    """Return what is read in a round: «План работы на 2027 год», «Изменение № 1, План …»."""
    amendment = approval.amendment
    return f"{amendment.title}, {approval.plan.title}" if amendment else approval.plan.title


def approval_page(plan: Plan) -> str:
    return reverse("events:plan-approval", args=[plan.pk])


@transaction.atomic
def withdraw(approval: Approval, reason: str, by: User) -> Approval:
    """Take a plan or an amendment back from approval, to go on writing it.

    Raises:
        ValidationError: no reason is given.
        PlanError: the round has ended otherwise, or the text is approved.
    """
    if not (reason := plain(reason)):
        raise ValidationError("Напишите, почему отзываете с согласования.")
    plan, subject = hold_subject(approval.amendment or approval.plan)
    approval = Approval.objects.get(pk=approval.pk)
    is_last = last_round(subject) == approval
    if not is_last or subject.state != subject.State.ON_APPROVAL:
        raise PlanError("Этот круг согласования уже закончен: отзывать нечего.")
    end_round(approval, Approval.State.WITHDRAWN)
    subject.state = subject.State.DRAFT
    subject.save(update_fields=["state"])
    after = {"title": str(subject), "reason": reason}
    record(plan, PlanChange.Action.WITHDRAWN, by, after=after)
    return approval


def end_round(approval: Approval, state: Approval.State) -> None:
    approval.state, approval.ended_at = state, timezone.now()
    approval.save(update_fields=["state", "ended_at"])
