"""Taking a report for writing: it must be open, and its first answer begins it."""

from datetime import datetime

from accounts.models import User
from common.russian import format_day
from statistics.models import Submission, Transition
from statistics.queries.last_year import with_previous


class SubmissionFrozenError(Exception):
    """Figures cannot be changed: the report is sent or accepted, or the campaign is not on."""


def lock(submission: Submission) -> Submission:
    """Take the submission for writing until the transaction ends; its figures must be open."""
    locked = (
        with_previous(Submission.objects.select_for_update(of=("self",)))
        .select_related("campaign__edition", "campaign__form", "organisation", "library")
        .defer("campaign__edition__definition")
        .get(pk=submission.pk)
    )
    if not locked.is_editable:
        raise SubmissionFrozenError(frozen_message(locked))
    return locked


def frozen_message(submission: Submission) -> str:
    if submission.campaign.is_cancelled:
        return "Сбор отчётности отменён, отчёт сдавать не нужно."
    if not submission.campaign.is_open:
        return "Сбор отчётности завершён, изменить отчёт уже нельзя."
    if submission.campaign.is_coming:
        begins = format_day(submission.campaign.opens_on)
        return f"Сбор начнётся {begins} До этого дня отчёт не заполняют."
    return f"Отчёт {submission.get_state_display()}, изменить его сейчас нельзя."


def start(submission: Submission, by: User | None, now: datetime) -> None:
    """Keep the new version, and with the first answer turn «не начат» into «заполняется»."""
    states = Submission.State
    if submission.state == states.NOT_STARTED:
        submission.state = states.DRAFT
        Transition.objects.create(
            submission=submission,
            before=states.NOT_STARTED,
            after=states.DRAFT,
            made_by=by,
            made_at=now,
        )
    submission.save(update_fields=["version", "state"])
