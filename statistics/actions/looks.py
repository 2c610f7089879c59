"""Remembering what a methodist has seen of a report."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from statistics.models import ReviewLook, Submission


@transaction.atomic
def look(submission: Submission, by: User) -> datetime | None:
    """Note that she looks now; return until when she had seen the report before it changed.

    None means that she has never seen an earlier version. Reading the same version again moves
    nothing: what was new stays marked until the report changes once more.
    """
    now = timezone.now()
    known, is_first = ReviewLook.objects.select_for_update().get_or_create(
        submission=submission, user=by, defaults={"at": now, "version": submission.version}
    )
    if is_first:
        return None
    if known.version != submission.version:
        known.seen_until, known.version = known.at, submission.version
    known.at = now
    known.save(update_fields=["at", "version", "seen_until"])
    return known.seen_until
