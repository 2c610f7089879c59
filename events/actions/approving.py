"""Approving a plan or an amendment of it: number and day of the order, the text kept for ever."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from accounts.models import User
from common.kept_documents import kept_document
from events.actions.amendments.applying import apply_rows
from events.actions.approvals import check_version, hold_subject
from events.actions.base import PlanClosedError, PlanError, plain, record
from events.actions.kept_files import make_file
from events.actions.snapshots import keep_contents
from events.approving.queries import Subject, last_round
from events.contents.taking import take_contents
from events.letters import Kind, Recipient, librarians_of, people, write_letters
from events.models import (
    Amendment,
    Approval,
    ApprovalStep,
    Plan,
    PlanChange,
    PlanEdition,
    PlanSnapshot,
)

KEPT_AS = "plan"


@transaction.atomic
def approve(
    subject: Subject, by: User, on: dt.date, order_number: str = "", version: int | None = None
) -> PlanEdition:
    """Approve a plan, or an amendment of it, by an order of a day.

    From then on the text is public and takes no changes; it is kept as it reads today, with its
    PDF. An amendment is written into the plan. `version` is that of the text the head has seen.

    Raises:
        PlanError: there is nothing to approve, somebody still reads it, or the text was changed
            meanwhile.
        PlanClosedError: it is approved already.
    """
    plan, subject = hold_subject(subject)
    if not (subject.is_editable or subject.state == subject.State.ON_APPROVAL):
        raise PlanClosedError(plan)
    agreed = _check_agreed(subject)
    if version is not None:
        check_version(subject, version)
    _check_not_empty(plan, subject)
    subject.state, subject.approved_on = subject.State.APPROVED, on
    subject.order_number = _number_alone(order_number)
    subject.save(update_fields=["state", "approved_on", "order_number"])
    if isinstance(subject, Amendment):
        apply_rows(subject, by)
    edition = _make_edition(plan, subject, agreed, by)
    is_amendment = isinstance(subject, Amendment)
    action = PlanChange.Action.AMENDED if is_amendment else PlanChange.Action.APPROVED
    after = {"approved_on": on.isoformat(), "order_number": subject.order_number}
    record(plan, action, by, after={"title": str(subject), **after})
    _tell_approved(plan, subject, edition, by)
    return edition


def _number_alone(text: str) -> str:
    """Return the number of an order without the sign that is printed before it anyway."""
    return " ".join(plain(text).split()).removeprefix("№").lstrip()


def _check_agreed(subject: Subject) -> list[ApprovalStep]:
    """Return those who agreed in the last round; a text that nobody was asked about has none."""
    if subject.is_editable:
        return []
    approval = last_round(subject)
    if approval is None or approval.state != Approval.State.AGREED:
        raise PlanError(
            "Текст ещё на согласовании: утвердить его можно, когда согласуют все, "
            "или после отзыва с согласования."
        )
    return list(approval.steps.all())


def _check_not_empty(plan: Plan, subject: Subject) -> None:
    if isinstance(subject, Amendment):
        if not subject.rows.exists():
            raise PlanError("В изменении нет ни одной строки: утверждать пока нечего.")
    elif not plan.items.filter(removed_at=None).exists():
        raise PlanError("В плане нет ни одного пункта: утверждать пока нечего.")


def _make_edition(
    plan: Plan, subject: Subject, agreed: list[ApprovalStep], by: User
) -> PlanEdition:
    last = plan.editions.first()
    contents = take_contents(plan, agreed)
    contents["surroundings"] = kept_document(KEPT_AS).surroundings(plan)
    reason = PlanSnapshot.Reason.APPROVED
    edition = PlanEdition.objects.create(
        plan=plan,
        number=last.number + 1 if last else 1,
        snapshot=keep_contents(plan, reason, timezone.localdate(), contents),
        amendment=subject if isinstance(subject, Amendment) else None,
        approved_on=subject.approved_on,
        order_number=subject.order_number,
        approved_by=by,
    )
    transaction.on_commit(lambda: keep_file.enqueue(edition.pk))
    return edition


def _tell_approved(plan: Plan, subject: Subject, edition: PlanEdition, by: User) -> None:
    """Write to those who read the text, who sent it, and who wrote a consolidated plan."""
    recipients: list[Recipient] = []
    if approval := last_round(subject):
        steps = approval.steps.select_related("user")
        recipients += people([approval.sent_by, *(step.user for step in steps)])
    if plan.is_consolidated:
        invited = [one.organisation for one in plan.participants.select_related("organisation")]
        recipients += [one for found in librarians_of(invited).values() for one in found]
    about = plan.title if subject == plan else f"{subject}, {plan.title}"
    write_letters(
        plan,
        Kind.APPROVED,
        f"edition-{edition.pk}",
        [one for one in recipients if one.user != by],
        about=about,
        page=reverse("events:plan", args=[plan.pk]),
        by=by,
        edition=edition,
    )


@task()
def keep_file(edition_id: int) -> None:
    """Make the PDF of an edition from what was kept of it, and keep the file; once only."""
    edition = PlanEdition.objects.select_related("snapshot").filter(pk=edition_id).first()
    if edition is not None:
        make_file(edition, KEPT_AS, edition.snapshot.contents)


def keep_missing_files(today: dt.date) -> None:
    """Ask again for the files of editions that have none, since a worker was stopped halfway."""
    for pk in PlanEdition.objects.filter(file="").values_list("pk", flat=True):
        keep_file.enqueue(pk)
