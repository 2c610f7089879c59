"""How a collection goes: who has reported, by organisation and by territory."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Count, F, Q, QuerySet, When

from common.text import normalise
from statistics.models import Campaign, Submission

State = Submission.State
SENT = (State.SUBMITTED, State.ACCEPTED)
# What the reports of a collection may be counted by, and how each is named.
GROUPS = {
    "organisation": (
        "Учреждение",
        Case(
            When(organisation__short_name="", then="organisation__name"),
            default="organisation__short_name",
        ),
    ),
    "territory": ("Территория", F("territory__name")),
}
# In the methodist's queue: what waits for her decision comes first.
QUEUE = (State.SUBMITTED, State.RETURNED, State.DRAFT, State.NOT_STARTED, State.ACCEPTED)


@dataclass
class Tally:
    """How many reports stand in each state, of a whole collection or of one group."""

    title: str = ""
    key: int | None = None
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(State, 0))

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def sent(self) -> int:
        """Reports that reached the department: waiting for a decision or accepted."""
        return sum(self.counts[state] for state in SENT)

    @property
    def waiting(self) -> int:
        return self.counts[State.SUBMITTED]

    @property
    def accepted(self) -> int:
        return self.counts[State.ACCEPTED]

    @property
    def missing(self) -> int:
        """Reports that the department still waits for."""
        return self.total - self.sent

    @property
    def percent(self) -> int:
        """Whole per cent sent, rounded down, so that 100 means all."""
        return self.sent * 100 // self.total if self.total else 0

    @property
    def by_state(self) -> list[tuple[str, str, int]]:
        """State, its word and the number of reports, in the order of the work."""
        return [(state.value, state.label, self.counts[state]) for state in State]


def campaigns_with_tallies() -> list[tuple[Campaign, Tally]]:
    """Return every collection with the numbers of its reports, the latest first."""
    campaigns = Campaign.objects.select_related("form").order_by("-year", "form__code")
    tallies = {campaign.pk: Tally() for campaign in campaigns}
    rows = Submission.objects.order_by().values_list("campaign_id", "state")
    for pk, state, count in rows.annotate(n=Count("pk")):
        tallies[pk].counts[state] = count
    return [(campaign, tallies[campaign.pk]) for campaign in campaigns]


def tally_of(campaign: Campaign) -> Tally:
    """Return the numbers of a collection's reports by state."""
    rows = campaign.submissions.order_by().values_list("state").annotate(n=Count("pk"))
    return Tally(counts=dict.fromkeys(State, 0) | dict(rows))


def board_of(campaign: Campaign, by: str) -> list[Tally]:
    """Return a tally for each organisation or territory, those most behind first."""
    _heading, name = GROUPS[by]
    rows = campaign.submissions.order_by().values_list(f"{by}_id", name, "state")
    tallies: dict[int, Tally] = {}
    for key, title, state, count in rows.annotate(n=Count("pk")):
        tallies.setdefault(key, Tally(title=title, key=key)).counts[state] = count
    return sorted(tallies.values(), key=lambda one: (one.percent, normalise(one.title)))


def reports_in(campaign: Campaign) -> QuerySet[Submission]:
    """Return a collection's reports, those that wait for a decision first, the earliest ahead."""
    order = Case(*(When(state=state, then=place) for place, state in enumerate(QUEUE)))
    return (
        campaign.submissions.select_related("library", "organisation")
        .annotate(open_remarks=Count("remarks", filter=Q(remarks__resolved_at=None)), queue=order)
        .order_by("queue", F("submitted_at").asc(nulls_last=True), "library__name_key", "pk")
    )


def next_waiting(submission: Submission) -> Submission | None:
    """Return the other report of the collection that has waited longest for a decision."""
    waiting = Submission.objects.filter(campaign=submission.campaign_id, state=State.SUBMITTED)
    return waiting.exclude(pk=submission.pk).order_by("submitted_at", "pk").first()


def is_overdue(campaign: Campaign, today: date) -> bool:
    return campaign.is_open and today > campaign.due_on
