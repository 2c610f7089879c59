"""Which letters a day brings: that a collection is open, that its end is near or past."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from statistics.models import Campaign, CampaignLetter, Submission
from statistics.queries.my_reports import TO_DO

Kind = CampaignLetter.Kind
# How long a letter that nobody could write on its day is still worth writing.
STILL_OPENING = timedelta(days=7)
STILL_OVERDUE = timedelta(days=30)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Draft:
    """What is to be written about some reports of one organisation.

    `occasion` is what the letter is about, so that it is written once: see CampaignLetter.
    """

    kind: str
    organisation: int
    submissions: tuple[Submission, ...]
    due_on: date
    occasion: str = ""


def drafts_due(campaign: Campaign, today: date) -> list[Draft]:
    """Return the letters of an open campaign that fall on `today` or have lately been missed."""
    if not campaign.is_open or today < campaign.opens_on:
        return []
    return [*_opening(campaign, today), *_ending(campaign, today)]


def unsent(campaign: Campaign) -> list[Submission]:
    """Return the reports that the department waits for, in the order of their libraries."""
    waited = campaign.submissions.filter(state__in=TO_DO)
    return _with_libraries(campaign, waited)


def _opening(campaign: Campaign, today: date) -> Iterator[Draft]:
    if today <= min(campaign.opens_on + STILL_OPENING, campaign.due_on):
        reports = _with_libraries(campaign, campaign.submissions.all())
        for organisation, own in by_organisation(reports).items():
            yield Draft(Kind.OPENING, organisation, tuple(own), campaign.due_on)


def _ending(campaign: Campaign, today: date) -> Iterator[Draft]:
    by_day = defaultdict(list)
    for report in unsent(campaign):
        by_day[report.due_on].append(report)
    for due_on, reports in sorted(by_day.items()):
        kind = _kind_for(campaign, due_on, today)
        for organisation, own in by_organisation(reports).items() if kind else ():
            yield Draft(kind, organisation, tuple(own), due_on, due_on.isoformat())


def _kind_for(campaign: Campaign, due_on: date, today: date) -> str | None:
    """Tell what to write about reports due on that day; of a short collection no week ahead."""
    if due_on < today <= due_on + STILL_OVERDUE:
        return Kind.OVERDUE
    if due_on - WEEK <= today <= due_on and campaign.opens_on < due_on - WEEK:
        return Kind.WEEK
    return None


def by_organisation(reports: Iterable[Submission]) -> dict[int, list[Submission]]:
    groups = defaultdict(list)
    for report in reports:
        groups[report.organisation_id].append(report)
    return dict(groups)


def _with_libraries(campaign: Campaign, reports: Iterable[Submission]) -> list[Submission]:
    found = list(reports.select_related("library").order_by("library__name_key", "pk"))
    for report in found:
        report.campaign = campaign
    return found
