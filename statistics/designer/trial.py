"""Trying the checks of a draft on reports that are there already; nothing is written to them."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field

from django.db.models import QuerySet

from statistics.checks.engine import Answer, Finding, Reporter, compute_totals, run_checks
from statistics.layout import Layout
from statistics.models import Campaign, Submission, Value
from statistics.queries.last_year import last_answers_of_campaign
from statistics.queries.reporters import other_answers

MOST_EXAMPLES = 5
Answers = dict[str, Answer]
Places = Mapping[str, str | None]


@dataclass
class TriedCheck:
    """A check with the number of reports in which it fires, and some of them.

    `examples` name the report, the library, the message, and the cell as the report has it.
    """

    code: str
    rule: str
    severity: str
    reports: int = 0
    examples: list[dict[str, str | int]] = field(default_factory=list)


def try_checks(
    layout: Layout, campaign: Campaign, places: Places, tell: Callable[[int], None]
) -> list[dict[str, object]]:
    """Run the checks over the reports begun; return plain lines, most often firing first.

    `places` tell where the draft's cells stand in the campaign's edition; the answers to new cells
    are not there, so the rules about them say nothing. `tell` hears how many reports are done.
    The same few queries, whatever the number of reports.
    """
    tried = {c.code: TriedCheck(c.code, c.expression, c.severity) for c in layout.checks}
    reports = begun(campaign).select_related("library").order_by("library__code")
    now = {before: address for address, before in places.items() if before}
    answers, previous = _answers(campaign, now), _last_answers(campaign, now)
    others = other_answers(campaign, layout.other_cells, reports.values("library"))
    for done, report in enumerate(reports, start=1):
        own = answers[report.pk]
        for address, number in compute_totals(layout, own).items():
            own[address] = Answer(number)
        reporter = Reporter(report.kind, report.settlement, others.get(report.library_id, {}))
        found = run_checks(layout, own, previous.get(report.library_id, {}), reporter=reporter)
        _count(tried, found, report, places)
        tell(done)
    return [asdict(one) for one in sorted(tried.values(), key=lambda one: -one.reports)]


def begun(campaign: Campaign) -> QuerySet[Submission]:
    """Return the reports that anything is written in."""
    return campaign.submissions.exclude(state=Submission.State.NOT_STARTED)


def _count(
    tried: Mapping[str, TriedCheck], found: list[Finding], report: Submission, places: Places
) -> None:
    """Note each check that fired in a report once, with the first of its messages."""
    first: dict[str, Finding] = {}
    for finding in found:
        first.setdefault(finding.check, finding)
    for code, finding in first.items():
        tried[code].reports += 1
        if len(tried[code].examples) < MOST_EXAMPLES:
            tried[code].examples.append(
                {
                    "submission": report.pk,
                    "library": str(report.library),
                    "message": finding.message,
                    "address": places.get(finding.addresses[0]) or "",
                }
            )


def _answers(campaign: Campaign, now: Mapping[str, str]) -> dict[int, Answers]:
    """Return the answers by report, at the draft's addresses."""
    found: dict[int, Answers] = defaultdict(dict)
    values = Value.objects.filter(submission__campaign=campaign)
    rows = values.values_list("submission_id", "cell__address", "number")
    for owner, address, number in rows.iterator():
        if address in now:
            found[owner][now[address]] = Answer(number, number is None)
    return found


def _last_answers(campaign: Campaign, now: Mapping[str, str]) -> dict[int, Answers]:
    """Return last year's answers by library, at the draft's addresses."""
    last = last_answers_of_campaign(campaign, campaign.submissions.values("library"))
    return {
        library: {now[address]: one.answer for address, one in found.items() if address in now}
        for library, found in last.items()
    }
