"""Reminding those whose answer is waited for: by hand, and by themselves as the day comes."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from accounts.models import User
from events.actions.approvals import about, approval_page
from events.actions.base import PlanError, hold_plan
from events.actions.participants import remind_late_participants
from events.approving.queries import current_step
from events.letters import Kind, people, write_letters
from events.models import Approval, ApprovalStep, PlanLetter

BEFORE = dt.timedelta(days=1)


@transaction.atomic
def remind_reader(approval: Approval, by: User) -> list[PlanLetter]:
    """Write to the one whose turn it is, once a day at most.

    Raises:
        PlanError: nobody's answer is waited for, or she was written to today.
    """
    plan = hold_plan(approval.plan_id)
    approval = Approval.objects.select_related("amendment", "sent_by").get(pk=approval.pk)
    approval.plan = plan
    step = current_step(approval)
    if step is None:
        raise PlanError("Этот круг закончен: напоминать не о чем.")
    letters = _remind(approval, step, f"{timezone.localdate():%Y-%m-%d}", by)
    if not letters:
        raise PlanError(f"{step.name}: сегодня уже напоминали.")
    return letters


def remind_readers(today: dt.date) -> list[PlanLetter]:
    """Remind the day before the due day, and the day after it; a second run writes nothing."""
    written: list[PlanLetter] = []
    due = Approval.objects.filter(state=Approval.State.OPEN, due_on__lte=today + BEFORE)
    for pk, plan_id in due.values_list("pk", "plan_id"):
        with transaction.atomic():
            plan = hold_plan(plan_id)
            approval = Approval.objects.select_related("amendment", "sent_by").get(pk=pk)
            approval.plan = plan
            step = current_step(approval)
            if step is not None:
                when = "late" if approval.due_on < today else "before"
                written += _remind(approval, step, when, None)
    return written


def _remind(approval: Approval, step: ApprovalStep, when: str, by: User | None) -> list[PlanLetter]:
    return write_letters(
        approval.plan,
        Kind.TURN_REMINDER,
        f"step-{step.pk}-{when}",
        people([step.user or approval.sent_by]),
        about=about(approval),
        page=approval_page(approval.plan),
        by=by,
        approval=approval,
        step=step,
        is_late=approval.due_on < timezone.localdate(),
    )


@task()
def write_reminders() -> None:
    """Write the day's reminders in the background: a page does not wait for them."""
    today = timezone.localdate()
    remind_readers(today)
    remind_late_participants(today)


def write_reminders_later(today: dt.date) -> None:
    """Have the day's reminders written; told to `common.daily`."""
    write_reminders.enqueue()
