"""How a collection goes: who has reported, by organisation and by territory."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Case, Count, F, Max, Q, QuerySet, When

from common.text import normalise
from statistics.models import Campaign, CampaignLetter, Submission
from statistics.queries.my_reports import Deadline

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
# In a bar of completeness: what is done stands at the left.
BAR = (State.ACCEPTED, State.SUBMITTED, State.RETURNED, State.DRAFT, State.NOT_STARTED)
REMINDING = (
    CampaignLetter.Kind.WEEK,
    CampaignLetter.Kind.OVERDUE,
    CampaignLetter.Kind.REMINDER,
)
# In the methodist's queue: what waits for her decision comes first.
QUEUE = (State.SUBMITTED, State.RETURNED, State.DRAFT, State.NOT_STARTED, State.ACCEPTED)


@dataclass
class Tally:
    """How many reports stand in each state, of a whole collection or of one group.

    `late` are the unsent ones whose day is past, the longest by `late_days`; `extended` are the
    unsent ones with a later day of their own, the last of which is `extended_to`.
    """

    title: str = ""
    key: int | None = None
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(State, 0))
    late: int = 0
    late_days: int = 0
    extended: int = 0
    extended_to: date | None = None
    reminded_at: datetime | None = None

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
    def is_begun(self) -> bool:
        """Whether some library has written anything into its report."""
        return self.counts[State.NOT_STARTED] < self.total

    @property
    def begun(self) -> int:
        """Reports that are not sent but in which something is written, returned ones too."""
        return self.counts[State.DRAFT] + self.counts[State.RETURNED]

    @property
    def percent(self) -> int:
        """Whole per cent sent, rounded down, so that 100 means all."""
        return self.sent * 100 // self.total if self.total else 0

    @property
    def stamp(self) -> str:
        """The numbers as a page remembers what it showed: «116-150-76-23-54»."""
        return "-".join(str(self.counts[state]) for state in State)

    @property
    def by_state(self) -> list[tuple[str, str, int]]:
        """State, its word and the number of reports, in the order of the work."""
        return [(state.value, state.label, self.counts[state]) for state in State]

    @property
    def bar(self) -> list[tuple[str, str, str]]:
        """State, start and length in per cent of each part of a bar, the accepted ones first."""
        parts, start = [], 0.0
        for state in BAR:
            length = self.counts[state] * 100 / self.total if self.total else 0
            if length:
                parts.append((state.value, f"{start:.2f}", f"{length:.2f}"))
            start += length
        return parts

    def count(self, state: str, number: int, extended_to: date | None, due: Deadline) -> None:
        """Add reports of one state and due date."""
        self.counts[state] += number
        if state in SENT:
            return
        if extended_to:
            self.extended += number
            self.extended_to = max(extended_to, self.extended_to or extended_to)
        if due.is_overdue:
            self.late += number
            self.late_days = max(self.late_days, -due.days_left)


def campaigns_with_tallies() -> list[tuple[Campaign, Tally]]:
    """Return every collection with the numbers of its reports, the latest first."""
    campaigns = Campaign.objects.select_related("form").order_by(
        "-year", "form__code", "-period", "-number"
    )
    tallies = {campaign.pk: Tally() for campaign in campaigns}
    rows = Submission.objects.standing().order_by().values_list("campaign_id", "state")
    for pk, state, count in rows.annotate(n=Count("pk")):
        tallies[pk].counts[state] = count
    return [(campaign, tallies[campaign.pk]) for campaign in campaigns]


def board_of(campaign: Campaign, by: str, today: date) -> list[Tally]:
    """Return a tally for each organisation or territory, those most behind first.

    An organisation's tells when it was last reminded. Two queries, or one.
    """
    _heading, name = GROUPS[by]
    rows = campaign.submissions.order_by().values_list(f"{by}_id", name, "state", "extended_to")
    tallies: dict[int, Tally] = {}
    for key, title, state, extended_to, count in rows.annotate(n=Count("pk")):
        due = Deadline(extended_to or campaign.due_on, today)
        tallies.setdefault(key, Tally(title=title, key=key)).count(state, count, extended_to, due)
    if by == "organisation":
        for key, when in last_reminders(campaign).items():
            if key in tallies:
                tallies[key].reminded_at = when
    return sorted(tallies.values(), key=lambda one: (one.percent, normalise(one.title)))


def tally_of(campaign: Campaign, today: date | None = None) -> Tally:
    """Return how many reports of one collection stand in each state; one query.

    Who is late is counted as of `today`; without it nobody is.
    """
    tally, day = Tally(), today or date.min
    rows = campaign.submissions.order_by().values_list("state", "extended_to")
    for state, extended_to, count in rows.annotate(n=Count("pk")):
        due = Deadline(extended_to or campaign.due_on, day)
        tally.count(state, count, extended_to, due)
    return tally


def sum_of(tallies: Iterable[Tally]) -> Tally:
    """Return the tally of all of them together."""
    total = Tally()
    for one in tallies:
        for state, number in one.counts.items():
            total.counts[state] += number
        total.late, total.extended = total.late + one.late, total.extended + one.extended
        total.late_days = max(total.late_days, one.late_days)
        if one.extended_to:
            total.extended_to = max(one.extended_to, total.extended_to or one.extended_to)
    return total


def last_reminders(campaign: Campaign) -> dict[int, datetime]:
    """Return when each organisation was last told of a due date that is near or past."""
    told = campaign.letters.filter(kind__in=REMINDING).order_by().values_list("organisation_id")
    return dict(told.annotate(last=Max("written_at")))


def reports_in(campaign: Campaign) -> QuerySet[Submission]:
    """Return a collection's reports, those that wait for a decision first.

    Among these the ones that checks doubt most come first, then those that wait longest.
    """
    order = Case(*(When(state=state, then=place) for place, state in enumerate(QUEUE)))
    return (
        campaign.submissions.select_related("library", "organisation")
        .annotate(open_remarks=Count("remarks", filter=Q(remarks__resolved_at=None)), queue=order)
        .order_by(
            "queue", "-doubt", F("submitted_at").asc(nulls_last=True), "library__name_key", "pk"
        )
    )


def next_waiting(submission: Submission) -> Submission | None:
    """Return the other report of the collection that comes first in the queue."""
    waiting = Submission.objects.filter(campaign=submission.campaign_id, state=State.SUBMITTED)
    return waiting.exclude(pk=submission.pk).order_by("-doubt", "submitted_at", "pk").first()


def is_overdue(campaign: Campaign, today: date) -> bool:
    return campaign.is_open and today > campaign.due_on
