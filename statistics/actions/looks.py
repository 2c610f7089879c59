"""Remembering what a methodist has seen of a report."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from statistics.models import ReviewLook, Submission


def look(submission: Submission, by: User) -> datetime | None:
    """Note that she looks now; return until when she had seen the report before it changed.

    None means that she has never seen an earlier version. Reading the same version again moves
    nothing: what was new stays marked until the report changes once more.

    One read and one write, without a lock: two looks of one person at the same moment see the
    same, and the first of them stays.
    """
    now = timezone.now()
    looks = ReviewLook.objects.filter(submission=submission, user=by)
    known = looks.first()
    if known is None:
        first = ReviewLook(submission=submission, user=by, at=now, version=submission.version)
        ReviewLook.objects.bulk_create([first], ignore_conflicts=True)
        return None
    is_changed = known.version != submission.version
    seen_until = known.at if is_changed else known.seen_until
    looks.filter(version=known.version).update(
        at=now, version=submission.version, seen_until=seen_until
    )
    return seen_until
