"""One step of a submission's way, on record."""

from collections.abc import Sequence

from django.utils import timezone

from accounts.models import User
from statistics.models import Submission, Transition
from statistics.rollups import kept_true

State = Submission.State
_FIELDS = ["state", "version", "submitted_at", "decided_at"]


def move_all(
    submissions: Sequence[Submission], after: str, by: User | None, comment: str = ""
) -> None:
    """Bring locked submissions to one state and record the step of each, in a few queries."""
    with kept_true(submissions):
        Transition.objects.bulk_create(_step(one, after, by, comment) for one in submissions)
        Submission.objects.bulk_update(submissions, _FIELDS)


def move(submission: Submission, after: str, by: User | None, comment: str = "") -> None:
    """Bring a locked submission to the state `after` and record the step."""
    with kept_true([submission]):
        _step(submission, after, by, comment).save()
        submission.save(update_fields=_FIELDS)


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
