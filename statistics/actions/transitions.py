"""One step of a submission's way, on record."""

from collections.abc import Iterable

from django.utils import timezone

from accounts.models import User
from statistics.models import Submission, Transition
from statistics.queries.left_open import LeftOpen
from statistics.rollups import kept_true

State = Submission.State
_FIELDS = ["state", "version", "submitted_at", "decided_at"]
_SENT_FIELDS = [*_FIELDS, "sent_with_open", "sent_untouched"]


def send_all(
    reports: Iterable[tuple[Submission, LeftOpen]], by: User | None, comment: str = ""
) -> None:
    """Send locked submissions and record the step of each, in a few queries.

    What each is sent with although nobody has answered or mended it is told to the department.
    """
    sent = list(reports)
    submissions = [one for one, _left in sent]
    with kept_true(submissions):
        Transition.objects.bulk_create(_sending(one, left, by, comment) for one, left in sent)
        Submission.objects.bulk_update(submissions, _SENT_FIELDS)


def move(submission: Submission, after: str, by: User | None, comment: str = "") -> None:
    """Bring a locked submission to the state `after` and record the step."""
    with kept_true([submission]):
        _step(submission, after, by, comment).save()
        submission.save(update_fields=_FIELDS)


def _sending(submission: Submission, left: LeftOpen, by: User | None, comment: str) -> Transition:
    submission.sent_with_open = len(left.remarks)
    submission.sent_untouched = left.untouched_since is not None
    words = " ".join(filter(None, (comment, left.words)))
    return _step(submission, State.SUBMITTED, by, words)


def _step(submission: Submission, after: str, by: User | None, comment: str) -> Transition:
    """Change the submission in memory and return the record of the step."""
    now = timezone.now()
    step = Transition(
        submission=submission,
        before=submission.state,
        after=after,
        comment=comment,
        made_by=by,
        made_at=now,
    )
    submission.state = after
    submission.version += 1
    if after == State.SUBMITTED:
        submission.submitted_at, submission.decided_at = now, None
    elif after == State.DRAFT:
        submission.submitted_at = None
    else:
        submission.decided_at = now
    return step
