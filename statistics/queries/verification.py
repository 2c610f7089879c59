"""What checks found in a submission, and what people have said about it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import CharField, F, QuerySet, Value

from statistics.checks.engine import Finding, run_checks
from statistics.models import Explanation, Remark, Submission, Waiver
from statistics.outliers.judging import peer_findings
from statistics.outliers.norms import norms_for
from statistics.queries.answers import Sheet

SEVERITIES = {"error": "ошибка", "explain": "нужно пояснение", "warning": "обратите внимание"}


@dataclass(frozen=True)
class Judged:
    """A finding with the explanation of the library or the waiver of a methodist, if any."""

    finding: Finding
    explanation: str = ""
    waiver: str = ""

    @property
    def severity(self) -> str:
        return self.finding.severity

    @property
    def severity_name(self) -> str:
        return SEVERITIES[self.finding.severity]

    @property
    def address(self) -> str:
        """The cell where the finding is shown."""
        return self.finding.addresses[0]

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is asked of the library."""
        return bool(self.explanation or self.waiver) or self.severity == "warning"

    @property
    def blocks(self) -> bool:
        """Whether the report cannot be sent because of it."""
        return not self.is_settled


@dataclass(frozen=True)
class Verdicts:
    """Explanations by check and fingerprint, waivers by check, of one submission."""

    explanations: dict[tuple[str, str], str]
    waivers: dict[str, str]


def verdicts_by_submission(submissions: QuerySet[Submission]) -> dict[int, Verdicts]:
    """Return what was said about the findings of each of `submissions`, in one query."""
    explanations = Explanation.objects.filter(submission__in=submissions).values_list(
        "submission_id", "check_code", "fingerprint", "text", "pk"
    )
    waivers = Waiver.objects.filter(submission__in=submissions).values_list(
        "submission_id", "check_code", Value("", output_field=CharField()), "reason", "pk"
    )
    found: dict[int, Verdicts] = defaultdict(lambda: Verdicts({}, {}))
    rows = explanations.order_by().union(waivers.order_by(), all=True)
    for submission_id, code, fingerprint, text, _pk in sorted(rows, key=lambda row: row[4]):
        if fingerprint:
            found[submission_id].explanations[code, fingerprint] = text
        else:
            found[submission_id].waivers[code] = text
    return found


def verdicts_of(submission: Submission) -> Verdicts:
    own = verdicts_by_submission(Submission.objects.filter(pk=submission.pk))
    return own[submission.pk]


def judge(findings: list[Finding], verdicts: Verdicts) -> list[Judged]:
    """Join findings with what was said about them; an explanation of other figures is none."""
    return [
        Judged(
            finding,
            verdicts.explanations.get((finding.code, finding.fingerprint), ""),
            verdicts.waivers.get(finding.code, ""),
        )
        for finding in findings
    ]


def judged_findings(submission: Submission, sheet: Sheet) -> list[Judged]:
    """Run every check of the form and every comparison with peers, and return what they found.

    Errors come first, then in printed order.
    """
    broken = run_checks(sheet.layout, sheet.answers, sheet.previous, reporter=sheet.reporter)
    broken += peer_findings(sheet.layout, sheet.answers, norms_for(submission))
    found = judge(broken, verdicts_of(submission)) if broken else []
    places = {address: place for place, address in enumerate(sheet.layout.cells)}
    ranks = list(SEVERITIES)
    return sorted(
        found,
        key=lambda one: (one.is_settled, ranks.index(one.severity), places.get(one.address, 0)),
    )


def remarks_of(submission: Submission) -> QuerySet[Remark]:
    """Return the remarks of the methodist, open ones first."""
    return submission.remarks.select_related("cell", "heading", "author").order_by(
        F("resolved_at").asc(nulls_first=True), "created_at"
    )
