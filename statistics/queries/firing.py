"""How often each rule fires in a campaign, and what came of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q

from statistics.layout import Layout, layout_of
from statistics.layout.specs import CheckSpec
from statistics.models import Campaign, OutlierRule, RecordedFinding
from statistics.outliers.judging import SEVERITY as OF_PEERS
from statistics.queries.board import SENT
from statistics.queries.rule_words import check_words, peer_words
from statistics.queries.verification import SEVERITIES

Outcome = RecordedFinding.Outcome
# The section of the rules that compare with peers: they stand in none of the form.
PEERS = 0


@dataclass(frozen=True)
class Fired:
    """In how many reports a rule fired, and in how many of them it was explained or waived.

    `drafts` are those of the reports that are not sent, or were returned.
    """

    reports: int = 0
    drafts: int = 0
    explained: int = 0
    waived: int = 0


@dataclass(frozen=True)
class RuleLine:
    """A rule of a campaign with how often it fires; `idle` says why it cannot, or nothing.

    `words` tell it to people; `expression` and `message` are as its author wrote them. `peers` is
    the key of a comparison with peers, `section` that of the form where the rule shows its message.
    """

    code: str
    words: str
    severity: str
    section: int
    expression: str = ""
    message: str = ""
    fired: Fired = field(default_factory=Fired)
    idle: str = ""
    peers: int | None = None

    @property
    def severity_name(self) -> str:
        return SEVERITIES[self.severity]


@dataclass(frozen=True)
class SilentRules:
    """The rules of one section that have not fired in any report."""

    heading: str
    lines: list[RuleLine]


def fired_by_check(campaign: Campaign) -> Mapping[str, Fired]:
    """Return how often each rule fired, comparisons with peers too; one query."""
    rows = (
        RecordedFinding.objects.filter(submission__campaign=campaign)
        .order_by()
        .values_list("check_code")
        .annotate(
            reports=Count("submission", distinct=True),
            drafts=Count("submission", ~Q(submission__state__in=SENT), distinct=True),
            explained=Count("submission", Q(outcome=Outcome.EXPLAINED), distinct=True),
            waived=Count("submission", Q(outcome=Outcome.WAIVED), distinct=True),
        )
    )
    return {code: Fired(*counts) for code, *counts in rows}


def rule_lines(
    campaign: Campaign, fired: Mapping[str, Fired], idle: Mapping[str, str]
) -> list[RuleLine]:
    """Return the rules of a campaign: those that cannot work, then the most often firing.

    `idle` are those that cannot: see `queries.references`. A comparison put off is left out until
    it has fired.
    """
    layout = layout_of(campaign.edition)
    words = check_words(layout)
    lines = [
        RuleLine(
            code=check.code,
            words=words[check.code],
            severity=check.severity,
            section=_section_of(check),
            expression=check.expression,
            message=check.message,
            fired=fired.get(check.code, Fired()),
            idle=idle.get(check.code, ""),
        )
        for check in layout.checks
    ]
    lines += _lines_of_peers(campaign, fired)
    return sorted(lines, key=lambda line: (not line.idle, -line.fired.reports))


def _section_of(check: CheckSpec) -> int:
    return int(check.instances[0].home.split(".")[0])


def _lines_of_peers(campaign: Campaign, fired: Mapping[str, Fired]) -> list[RuleLine]:
    rules = list(OutlierRule.objects.filter(form=campaign.form_id))
    words = peer_words(rules)
    return [
        RuleLine(
            code=rule.code,
            words=words[rule.code],
            severity=OF_PEERS,
            section=PEERS,
            fired=fired.get(rule.code, Fired()),
            peers=rule.pk,
        )
        for rule in rules
        if rule.is_active or rule.code in fired
    ]


def silent_by_section(layout: Layout, lines: Iterable[RuleLine]) -> list[SilentRules]:
    """Return the rules that have not fired, by section of the form, those of peers at the end."""
    silent = [line for line in lines if not line.fired.reports and not line.idle]
    headings = section_headings(layout)
    found = ((headings[key], [one for one in silent if one.section == key]) for key in headings)
    return [SilentRules(heading, own) for heading, own in found if own]


def section_headings(layout: Layout) -> dict[int, str]:
    """Return how the groups of rules are called, by section of the form and for peers."""
    headings = {one.number: f"Раздел {one.number}. {one.title}" for one in layout.sections}
    return {**headings, PEERS: "Сравнение с похожими библиотеками"}
