"""What is usual among comparable libraries: reckoned over a campaign, kept, looked up.

Reckoning takes the same few queries whatever the number of libraries, and a report is compared
with what was kept: one query, however many libraries there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from common.russian import round_half_up
from statistics.layout import layout_of
from statistics.models import Campaign, OutlierRule, PeerNorm, Submission, Value
from statistics.outliers.measuring import Measure, measures_of
from statistics.queries.board import SENT
from statistics.queries.last_year import campaign_before

# Fewer libraries than this are no crowd to stand out of.
FEWEST_PEERS = 8
# Makes the median distance from the median comparable with a standard deviation.
_TO_DEVIATION = Decimal("1.4826")

# Rule, kind, size class.
Group = tuple[int, str, int]
Groups = Mapping[Group, list[Decimal]]


def median(values: Sequence[Decimal]) -> Decimal:
    """Return the middle value, or the mean of the two in the middle."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def spread(values: Sequence[Decimal]) -> Decimal:
    """Return 1.4826 × the median distance from the median: robust against the outliers."""
    centre = median(values)
    return _TO_DEVIATION * median([abs(value - centre) for value in values])


@transaction.atomic
def reckon_norms(campaign: Campaign) -> list[PeerNorm]:
    """Reckon anew what is usual, from the reports sent; groups too small take last year's."""
    rules = list(OutlierRule.objects.filter(form=campaign.form_id))
    last = campaign_before(campaign)
    now = _groups(campaign, rules)
    before = _groups(last, rules) if last else {}
    norms = list(_norms(campaign, now, before))
    PeerNorm.objects.filter(campaign=campaign).delete()
    return PeerNorm.objects.bulk_create(norms)


def _norms(campaign: Campaign, now: Groups, before: Groups) -> Iterator[PeerNorm]:
    moment = timezone.now()
    for group in sorted({*now, *before}):
        of_last_year = len(now.get(group, ())) < FEWEST_PEERS
        values = before.get(group, []) if of_last_year else now[group]
        if len(values) < FEWEST_PEERS:
            continue
        rule, kind, size = group
        yield PeerNorm(
            campaign=campaign,
            rule_id=rule,
            kind=kind,
            size_class=size,
            count=len(values),
            median=round_half_up(median(values), 3),
            spread=round_half_up(spread(values), 3),
            of_last_year=of_last_year,
            computed_at=moment,
        )


def _groups(campaign: Campaign, rules: Iterable[OutlierRule]) -> Groups:
    """Return the values of the reports sent, by rule, kind and size class; one query."""
    measures = measures_of(rules, layout_of(campaign.edition))
    groups: dict[Group, list[Decimal]] = defaultdict(list)
    for kind, numbers in _reports(campaign, measures.values()):
        for rule, measure in measures.items():
            measured = measure.of(numbers)
            if measured is not None:
                value, size = measured
                groups[rule, kind, size].append(value)
    return groups


def _reports(
    campaign: Campaign, measures: Iterable[Measure]
) -> Iterable[tuple[str, Mapping[str, Decimal]]]:
    """Return the kind and the figures that the rules look at, of each report sent."""
    needed = {address for measure in measures for address in measure.addresses}
    numbers: dict[int, dict[str, Decimal]] = defaultdict(dict)
    kinds: dict[int, str] = {}
    rows = Value.objects.filter(
        submission__campaign=campaign,
        submission__state__in=SENT,
        cell__edition=campaign.edition_id,
        cell__address__in=needed,
        number__isnull=False,
    ).values_list("submission_id", "submission__kind", "cell__address", "number")
    for submission, kind, address, number in rows.iterator():
        numbers[submission][address] = number
        kinds[submission] = kind
    return [(kinds[submission], found) for submission, found in numbers.items()]


def norms_in_force(campaign: Campaign) -> QuerySet[PeerNorm]:
    """Return what reports of the campaign are compared with."""
    return PeerNorm.objects.filter(campaign=campaign, rule__is_active=True).select_related("rule")


def norms_for(submission: Submission) -> list[PeerNorm]:
    """Return what this report is compared with: the norms of its library's kind, one query."""
    return list(norms_in_force(submission.campaign).filter(kind=submission.kind).order_by("rule"))
