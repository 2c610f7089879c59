"""What waits to be done in the open campaigns, for the home pages."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from accounts.scope import organisations_of
from libraries.models import Organisation
from statistics.models import Campaign, Submission
from statistics.queries.left_open import SENT_AS_IS
from statistics.queries.my_reports import TO_DO, Deadline
from statistics.rules import submissions_visible_to

State = Submission.State
SENT = (State.SUBMITTED, State.ACCEPTED)


@dataclass(frozen=True)
class Standing:
    """How far a campaign has come among the libraries that a person sees."""

    campaign: Campaign
    counts: Mapping[str, int]
    deadline: Deadline
    # Reports that wait to be checked and were sent as they were: see `queries.left_open`.
    as_is: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def sent(self) -> int:
        """Reports that are in the department: submitted or accepted."""
        return sum(self.counts.get(state, 0) for state in SENT)

    @property
    def unsent(self) -> int:
        return self.total - self.sent

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """Code, word and number of reports of each state, in the order of the work."""
        return [(state.value, state.label, self.counts.get(state, 0)) for state in State]


def standing_of_open_campaigns(user: Any, today: dt.date) -> list[Standing]:
    """Return the open campaigns with reports in the person's scope, the soonest due first.

    The day that is told is that of the next report still to be sent: extensions may move it.
    """
    counted = _open_submissions(user).values_list("campaign", "state", "extended_to")
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    as_is: Counter[int] = Counter()
    days: dict[int, set[dt.date | None]] = defaultdict(set)
    numbers = counted.annotate(n=Count("pk"), as_is=Count("pk", filter=SENT_AS_IS)).order_by()
    for campaign_id, state, extended_to, number, sent_as_is in numbers:
        counts[campaign_id][state] += number
        as_is[campaign_id] += sent_as_is
        if state in TO_DO:
            days[campaign_id].add(extended_to)
    campaigns = Campaign.objects.filter(pk__in=counts).select_related("form").order_by("due_on")
    return [
        Standing(
            campaign,
            counts[campaign.pk],
            Deadline(_next(campaign, days), today),
            as_is[campaign.pk],
        )
        for campaign in campaigns
    ]


def _next(campaign: Campaign, days: Mapping[int, set[dt.date | None]]) -> dt.date:
    known = days[campaign.pk] or {None}
    return min(day or campaign.due_on for day in known)


def reports_to_fill(user: Any) -> QuerySet[Submission]:
    """Return the reports a librarian has to work on: returned ones, drafts, then the untouched.

    Each has `open_remarks`, the number of remarks not yet resolved.
    """
    urgency = Case(
        *(When(state=state, then=Value(place)) for place, state in enumerate(TO_DO)),
        output_field=IntegerField(),
    )
    remarks = Count("remarks", filter=Q(remarks__resolved_at=None))
    return (
        _open_submissions(user)
        .filter(state__in=TO_DO)
        .select_related("library", "campaign__form")
        .annotate(urgency=urgency, open_remarks=remarks)
        .order_by("urgency", "campaign__due_on", "library__name_key", "pk")
    )


def reports_to_check(user: Any) -> QuerySet[Submission]:
    """Return the submitted reports, the most doubtful first, then those that wait longest."""
    return (
        _open_submissions(user)
        .filter(state=State.SUBMITTED)
        .select_related("library", "organisation", "campaign__form")
        .order_by("-doubt", "submitted_at", "pk")
    )


def organisations_behind(user: Any, campaign: Campaign) -> QuerySet[Organisation]:
    """Return the organisations that have not sent all reports, most missing first.

    Each has `missing` and `expected`, numbers of reports.
    """
    of_campaign = Q(submissions__campaign=campaign)
    missing = Count("submissions", filter=of_campaign & Q(submissions__state__in=TO_DO))
    return (
        organisations_of(user)
        .annotate(missing=missing, expected=Count("submissions", filter=of_campaign))
        .filter(missing__gt=0)
        .order_by("-missing", "name_key")
    )


def _open_submissions(user: Any) -> QuerySet[Submission]:
    return submissions_visible_to(user).filter(campaign__in=Campaign.objects.collecting())
