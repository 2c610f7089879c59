"""One step of a submission's way, on record."""

from django.utils import timezone

from accounts.models import User
from statistics.models import Submission, Transition

State = Submission.State


def move(submission: Submission, after: str, by: User | None, comment: str = "") -> None:
    """Bring a locked submission to the state `after` and record the step."""
    now = timezone.now()
    Transition.objects.create(
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
    submission.save(update_fields=["state", "version", "submitted_at", "decided_at"])
