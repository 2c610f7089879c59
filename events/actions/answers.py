"""What people say to a plan that they read: agree, return with remarks; and what is answered."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.actions.approvals import about, approval_page, ask, end_round, hold_subject
from events.actions.base import PlanError, hold_plan, plain, record
from events.approving.queries import current_step, remarks_in
from events.letters import Kind, Recipient, heads, people, write_letters
from events.models import (
    Approval,
    ApprovalRemark,
    ApprovalStep,
    Plan,
    PlanChange,
    PlanItem,
    PlanSection,
)
from events.order import in_order

LONGEST = 4000


class NotYourTurnError(PlanError):
    """The person has answered already, it is somebody else's turn, or the round is over."""

    def __init__(self) -> None:
        super().__init__(
            "Сейчас не Ваша очередь: решение уже записано, круг закончен или план отозвали. "
            "Обновите страницу."
        )


@transaction.atomic
def agree(step: ApprovalStep, comment: str, by: User, on: dt.date | None = None) -> Approval:
    """Agree to the text; the next person is asked, and after the last one the heads are told.

    Remarks written before that stay as wishes: those who write and approve the text read them.

    `on` is the day on paper of somebody who has no account; it is today for all others.

    Raises:
        NotYourTurnError: the step is not at its turn any more.
        ValidationError: the words are too long, or the day has not come yet.
    """
    approval, step = _hold_turn(step)
    _answer(step, ApprovalStep.State.AGREED, comment, by, on)
    plan = approval.plan
    after = {"title": about(approval), "reader": step.name, "comment": step.comment}
    record(plan, PlanChange.Action.AGREED, by, after=after)
    if current_step(Approval.objects.get(pk=approval.pk)):
        ask(approval, by)
    else:
        end_round(approval, Approval.State.AGREED)
        recipients = [*heads(), *people([approval.sent_by])]
        _tell(approval, Kind.AGREED, by, recipients, remarks=list(remarks_in(approval)))
    return approval


@transaction.atomic
def return_with_remarks(step: ApprovalStep, comment: str, by: User) -> Approval:
    """Give the text back to be mended; the round is over, the draft is open again.

    Raises:
        NotYourTurnError: the step is not at its turn any more.
        ValidationError: neither a remark nor a word is written.
    """
    approval, step = _hold_turn(step)
    remarks = list(step.remarks.all())
    if not remarks and not plain(comment):
        raise ValidationError("Напишите хотя бы одно замечание: что исправить.")
    _answer(step, ApprovalStep.State.RETURNED, comment, by, None)
    end_round(approval, Approval.State.RETURNED)
    _, subject = hold_subject(approval.amendment or approval.plan)
    subject.state = subject.State.DRAFT
    subject.save(update_fields=["state"])
    plan = approval.plan
    after = {"title": about(approval), "reader": step.name, "comment": step.comment}
    record(plan, PlanChange.Action.RETURNED, by, after=after | {"remarks": len(remarks)})
    _tell(approval, Kind.RETURNED, by, people([approval.sent_by]), step=step, remarks=remarks)
    return approval


def _hold_turn(step: ApprovalStep) -> tuple[Approval, ApprovalStep]:
    """Return the round and its step, the plan locked.

    Raises:
        NotYourTurnError: it is not this step's turn.
    """
    plan = hold_plan(step.approval.plan_id)
    approval = Approval.objects.select_related("amendment", "sent_by").get(pk=step.approval_id)
    approval.plan = plan
    if (current := current_step(approval)) is None or current.pk != step.pk:
        raise NotYourTurnError
    return approval, current


def _answer(
    step: ApprovalStep, state: ApprovalStep.State, comment: str, by: User, on: dt.date | None
) -> None:
    today = timezone.localdate()
    if on is not None and on > today:
        raise ValidationError({"on": "Этот день ещё не наступил."})
    step.state, step.comment = state, fitting(comment)
    step.answered_on, step.answered_at, step.answered_by = on or today, timezone.now(), by
    step.save()


def fitting(text: str) -> str:
    """Return the words as they are kept.

    Raises:
        ValidationError: they are too long.
    """
    text = plain(text)
    if len(text) > LONGEST:
        raise ValidationError(
            f"Слишком длинно: {len(text)} знаков, помещается {LONGEST}. Сократите, пожалуйста."
        )
    return text


def _tell(
    approval: Approval, kind: Kind, by: User, recipients: list[Recipient], **told: object
) -> None:
    """Write of what became of a round to all but the one who did it."""
    others = [one for one in recipients if one.user != by]
    write_letters(
        approval.plan,
        kind,
        f"round-{approval.pk}",
        others,
        about=about(approval),
        page=approval_page(approval.plan),
        by=by,
        approval=approval,
        **told,
    )


@transaction.atomic
def add_remark(
    step: ApprovalStep,
    text: str,
    *,
    item: PlanItem | None = None,
    section: PlanSection | None = None,
) -> ApprovalRemark:
    """Write a remark on a row, on a section, or in general, while it is the person's turn.

    Raises:
        NotYourTurnError: it is not.
        ValidationError: nothing is written, or too much.
    """
    approval, step = _hold_turn(step)
    if not (text := fitting(text)):
        raise ValidationError("Напишите замечание.")
    return ApprovalRemark.objects.create(
        step=step, item=item, section=section, text=text, about=_words(approval.plan, item, section)
    )


def _words(plan: Plan, item: PlanItem | None, section: PlanSection | None) -> str:
    if item is not None:
        numbers = {row.pk: number for number, row in enumerate(in_order(plan), start=1)}
        return f"Пункт {numbers.get(item.pk, '')}. {item.name}"[:400]
    return f"Раздел «{section.title}»"[:400] if section is not None else ""


@transaction.atomic
def answer_with_remarks(
    step: ApprovalStep,
    remarks: Sequence[tuple[PlanItem | None, str]],
    comment: str,
    by: User,
    *,
    agrees: bool,
) -> Approval:
    """Write remarks and answer at one go: all of it or nothing.

    Raises:
        NotYourTurnError: the step is not at its turn any more.
        ValidationError: a remark is empty, or there is nothing to return the text for.
    """
    for item, text in remarks:
        add_remark(step, text, item=item)
    return agree(step, comment, by) if agrees else return_with_remarks(step, comment, by)


@transaction.atomic
def remove_remark(remark: ApprovalRemark) -> None:
    """Take back a remark that has not been sent yet.

    Raises:
        NotYourTurnError: it has.
    """
    _hold_turn(remark.step)
    remark.delete()


@transaction.atomic
def answer_remark(
    remark: ApprovalRemark, state: ApprovalRemark.State, answer: str, by: User
) -> ApprovalRemark:
    """Say of a remark that it is mended, or why it is not.

    Raises:
        PlanError: the round goes on still, or the text is on approval again.
        ValidationError: a remark is declined without a reason.
    """
    approval = remark.step.approval
    plan, subject = hold_subject(approval.amendment or approval.plan)
    remark = ApprovalRemark.objects.select_related("step__approval").get(pk=remark.pk)
    if not subject.is_editable or remark.step.approval.state == Approval.State.OPEN:
        raise PlanError("Отвечать на замечания можно, пока текст открыт для правки.")
    answer = fitting(answer)
    if state == ApprovalRemark.State.DECLINED and not answer:
        raise ValidationError("Напишите, почему замечание не учтено.")
    remark.state, remark.answer = state, answer
    remark.answered_at, remark.answered_by = timezone.now(), by
    remark.save()
    before = {"remark": remark.text}
    after = {"remark_state": remark.get_state_display(), "answer": answer}
    record(plan, PlanChange.Action.ANSWERED, by, item=None, before=before, after=after)
    return remark
