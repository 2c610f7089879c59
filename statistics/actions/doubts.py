"""Keeping what checks found in reports: for the order of the queue and the count of each rule."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from statistics.models import Campaign, PeerNorm, RecordedFinding, Submission
from statistics.outliers.norms import reckon_norms
from statistics.queries.campaign_checks import check_reports
from statistics.queries.verification import Judged

Outcome = RecordedFinding.Outcome
# An error that a methodist let pass weighs more than a doubt, a doubt more than a mere hint.
WEIGHTS = {"error": 5, "explain": 3, "warning": 1}
# What is usual moves slowly: while reports come in by the dozen it need not be reckoned each time.
KEPT_FOR = timedelta(hours=1)


def doubt_of(findings: Iterable[Judged]) -> int:
    """Return how much the checks doubt a report; explained and waived findings count too."""
    return sum(WEIGHTS[one.severity] for one in findings)


@transaction.atomic
def record_findings(reports: Sequence[tuple[Submission, Sequence[Judged]]]) -> None:
    """Keep what was found in each report in place of what was kept before; four queries."""
    RecordedFinding.objects.filter(submission__in=[one for one, _ in reports]).delete()
    RecordedFinding.objects.bulk_create(
        RecordedFinding(
            submission=submission,
            check_code=one.finding.check,
            code=one.finding.code,
            severity=one.severity,
            outcome=_outcome(one),
        )
        for submission, findings in reports
        for one in findings
    )
    for submission, findings in reports:
        submission.doubt = doubt_of(findings)
    Submission.objects.bulk_update([one for one, _ in reports], ["doubt"], batch_size=500)


def _outcome(one: Judged) -> str:
    if one.waiver:
        return Outcome.WAIVED
    return Outcome.EXPLAINED if one.explanation else Outcome.OPEN


def count_anew(campaign: Campaign) -> int:
    """Reckon what is usual and run the checks over all reports begun; return how many."""
    reckon_norms(campaign)
    begun = campaign.submissions.exclude(state=Submission.State.NOT_STARTED)
    reports = [(one.submission, one.findings) for one in check_reports(campaign, begun)]
    record_findings(reports)
    return len(reports)


@task()
def count_anew_later(campaign_pk: int) -> None:
    """`count_anew` in the background: it takes seconds for a region."""
    count_anew(Campaign.with_cancelled.select_related("edition", "form").get(pk=campaign_pk))


@task()
def reckon_norms_later(campaign_pk: int) -> None:
    reckon_norms(Campaign.with_cancelled.select_related("edition", "form").get(pk=campaign_pk))


def refresh_norms(campaign: Campaign) -> None:
    """See in the background to it that what is usual is not older than an hour."""
    since = timezone.now() - KEPT_FOR
    if not PeerNorm.objects.filter(campaign=campaign, computed_at__gte=since).exists():
        transaction.on_commit(lambda: reckon_norms_later.enqueue(campaign.pk))
