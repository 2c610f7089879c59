"""The comparisons as the methodist sees them: what each compares, and how often it fires."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from statistics.indicators import Indicator, load_indicators
from statistics.models import Campaign, OutlierRule
from statistics.queries.firing import Fired


@dataclass(frozen=True)
class PeerLine:
    """A comparison with how often it fires; `groups` is the number of groups that are compared."""

    rule: OutlierRule
    title: str
    size: str
    groups: int
    fired: Fired


def peer_lines(campaign: Campaign, fired: Mapping[str, Fired]) -> list[PeerLine]:
    """Return the comparisons of the campaign's form, in the order they were made; two queries."""
    counted = campaign.norms.order_by().values_list("rule").annotate(n=Count("pk"))
    groups, known = dict(counted), load_indicators()
    return [
        PeerLine(
            rule=rule,
            title=_title(known.get(rule.indicator), rule.indicator),
            size=known[rule.size].title.lower() if rule.size in known else rule.size,
            groups=groups.get(rule.pk, 0),
            fired=fired.get(rule.code, Fired()),
        )
        for rule in OutlierRule.objects.filter(form=campaign.form_id)
    ]


def _title(indicator: Indicator | None, code: str) -> str:
    return indicator.named if indicator else code
