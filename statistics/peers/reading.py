"""The comparison of one report, read from the database."""

from typing import Any

from django.db.models import QuerySet

from statistics import pictures
from statistics.indicators import load_indicators
from statistics.models import Campaign, Submission
from statistics.peers.comparison import GIVEN, Comparison, comparable, compare
from statistics.peers.group import own_answers, read_peers
from statistics.pictures import Among, Picture
from statistics.rules import submissions_visible_to


def reports_to_compare(user: Any) -> QuerySet[Submission]:
    """Return the begun yearly reports in the person's scope, finished years before the open one."""
    return (
        submissions_visible_to(user)
        .filter(campaign__period=Campaign.Period.YEAR)
        .exclude(state=Submission.State.NOT_STARTED)
        .select_related("campaign__form", "campaign__edition", "library", "territory")
        .order_by("campaign__state", "-campaign__year", "library__name_key", "pk")
    )


def comparison_of(report: Submission) -> Comparison:
    """Return the standings of a report among the accepted ones of the same kind and year."""
    form = report.campaign.form.code
    known = {code: one for code, one in load_indicators().items() if one.form == form}
    chosen = comparable(known.values())
    parts = {part for one in chosen for part in one.parts} - GIVEN
    own, peers = own_answers(report, parts, known), read_peers(report, parts, known)
    return compare(report, own, peers, chosen)


def picture_of(comparison: Comparison) -> Picture | None:
    """Return the picture of the ratios; None when nothing can be compared."""
    rows = [
        Among(one.indicator.title, one.own, one.low, one.median, one.high, one.in_words)
        for one in comparison.standings
        if one.indicator.is_ratio and None not in (one.own, one.median)
    ]
    title = "Относительные показатели среди похожих библиотек"
    return pictures.standings(title, rows, comparison.table) if rows else None
