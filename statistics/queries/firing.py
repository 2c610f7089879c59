"""How often each check fires in a campaign, and what came of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q

from statistics.layout import layout_of
from statistics.models import Campaign, RecordedFinding
from statistics.queries.verification import SEVERITIES

Outcome = RecordedFinding.Outcome


@dataclass(frozen=True)
class Fired:
    """In how many reports a rule fired, and in how many of them it was explained or waived."""

    reports: int = 0
    explained: int = 0
    waived: int = 0

    def percent_of(self, total: int) -> int:
        return self.reports * 100 // total if total else 0


@dataclass(frozen=True)
class CheckLine:
    """A check of the form with how often it fires; `idle` says why it cannot, or nothing."""

    code: str
    rule: str
    severity: str
    fired: Fired = field(default_factory=Fired)
    idle: str = ""

    @property
    def severity_name(self) -> str:
        return SEVERITIES[self.severity]


def fired_by_check(campaign: Campaign) -> Mapping[str, Fired]:
    """Return how often each rule fired, comparisons with peers too; one query."""
    reports = Count("submission", distinct=True)
    rows = (
        RecordedFinding.objects.filter(submission__campaign=campaign)
        .order_by()
        .values_list("check_code")
        .annotate(
            reports=reports,
            explained=Count("submission", Q(outcome=Outcome.EXPLAINED), distinct=True),
            waived=Count("submission", Q(outcome=Outcome.WAIVED), distinct=True),
        )
    )
    return {code: Fired(*counts) for code, *counts in rows}


def check_lines(
    campaign: Campaign, fired: Mapping[str, Fired], idle: Mapping[str, str]
) -> list[CheckLine]:
    """Return the checks of the campaign's form: those that cannot work, then the most frequent.

    `idle` are those that cannot: see `queries.references`.
    """
    lines: Iterable[CheckLine] = (
        CheckLine(
            check.code,
            check.expression,
            check.severity,
            fired.get(check.code, Fired()),
            idle.get(check.code, ""),
        )
        for check in layout_of(campaign.edition).checks
    )
    return sorted(lines, key=lambda line: (not line.idle, -line.fired.reports))
