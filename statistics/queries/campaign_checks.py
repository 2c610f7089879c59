"""Running the checks over all reports of a campaign in a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from statistics.checks.engine import Answer, Answers, Reporter, run_checks
from statistics.layout import layout_of
from statistics.models import Campaign, Submission, Value
from statistics.outliers.judging import peer_findings
from statistics.outliers.norms import norms_in_force
from statistics.queries.last_year import last_answers_of_campaign
from statistics.queries.reporters import other_answers
from statistics.queries.verification import Judged, judge, verdicts_by_submission

AnswersByReport = dict[int, dict[str, Answer]]


@dataclass(frozen=True)
class CheckedReport:
    """What checks found in one library's report.

    `unconfirmed` are the addresses taken from last year that nobody has confirmed yet.
    """

    submission: Submission
    findings: list[Judged]
    answers: Answers
    unconfirmed: set[str] = field(default_factory=set)


def check_campaign(campaign: Campaign, library_code: str = "") -> Iterator[CheckedReport]:
    """Yield the reports of the campaign, or of one library, with their findings, by its code."""
    submissions = Submission.objects.filter(campaign=campaign)
    if library_code:
        submissions = submissions.filter(library__code=library_code)
    return check_reports(campaign, submissions)


def check_reports(
    campaign: Campaign,
    submissions: QuerySet[Submission],
    loaded: Iterable[Submission] | None = None,
) -> Iterator[CheckedReport]:
    """Yield these reports of the campaign with their findings, by library code.

    `loaded` spares reading the reports again, and keeps its own order. Eleven queries at most,
    whatever the number of libraries.
    """
    layout = layout_of(campaign.edition)
    answers, unconfirmed = _answers(Value.objects.filter(submission__in=submissions))
    previous = last_answers_of_campaign(campaign, submissions.values("library"))
    others = other_answers(campaign, layout.other_cells, submissions.values("library"))
    verdicts = verdicts_by_submission(submissions)
    norms = list(norms_in_force(campaign))
    if loaded is None:
        loaded = submissions.select_related("library").order_by("library__code")
    for submission in loaded:
        library = submission.library_id
        found = run_checks(
            layout,
            answers[submission.pk],
            {at: one.answer for at, one in previous.get(library, {}).items()},
            reporter=Reporter(submission.kind, submission.settlement, others.get(library, {})),
        )
        alike = [norm for norm in norms if norm.kind == submission.kind]
        found += peer_findings(layout, answers[submission.pk], alike)
        judged = judge(found, verdicts[submission.pk])
        own = submission.pk
        yield CheckedReport(submission, judged, answers[own], unconfirmed[own])


def _answers(values: QuerySet[Value]) -> tuple[AnswersByReport, dict[int, set[str]]]:
    """Return the answers by report, and which of them were taken from last year unconfirmed."""
    found: AnswersByReport = defaultdict(dict)
    unconfirmed: dict[int, set[str]] = defaultdict(set)
    rows = values.values_list("submission_id", "cell__address", "number", "is_prefilled")
    for submission, address, number, is_prefilled in rows.iterator():
        found[submission][address] = Answer(number, number is None)
        if is_prefilled:
            unconfirmed[submission].add(address)
    return found, unconfirmed
