"""The reports a librarian answers for: how they stand and how long is left."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from common.russian import plural
from statistics.layout import layout_of
from statistics.models import Campaign, Remark, Submission, Value
from statistics.queries.progress import Progress, add, fillable_count
from statistics.rules import submissions_visible_to

States = Submission.State
TO_DO = (States.RETURNED, States.DRAFT, States.NOT_STARTED)


def last_named(user: User) -> Submission | None:
    """Return her latest report that names who answers for it: most often one answers for all."""
    named = submissions_visible_to(user).exclude(responsible_name="")
    return named.order_by("-campaign__year", "-pk").first()


@dataclass(frozen=True)
class Deadline:
    """How long is left until the due date, as of a given day."""

    due_on: date
    today: date

    @property
    def days_left(self) -> int:
        return (self.due_on - self.today).days

    @property
    def is_overdue(self) -> bool:
        return self.days_left < 0

    @property
    def text(self) -> str:
        """«осталось 5 дней», «сегодня последний день», «просрочено на 2 дня»."""
        days = abs(self.days_left)
        word = plural(days, "день", "дня", "дней")
        if self.days_left < 0:
            return f"просрочено на {days} {word}"
        if days == 0:
            return "сегодня последний день"
        return f"{plural(days, 'остался', 'осталось', 'осталось')} {days} {word}"


@dataclass(frozen=True)
class Row:
    """One library's report in the list."""

    submission: Submission
    progress: Progress


@dataclass(frozen=True)
class CampaignReports:
    """All reports of her organisation in one campaign; `rows` are those of the chosen state."""

    campaign: Campaign
    deadline: Deadline
    rows: list[Row]
    states: list[tuple[str, str, int]]
    total: int
    progress: Progress

    @property
    def sent(self) -> int:
        done = (States.SUBMITTED, States.ACCEPTED)
        return sum(count for state, _label, count in self.states if state in done)

    @property
    def is_done(self) -> bool:
        return self.sent == self.total


def reports_of(user: User, today: date, state: str = "") -> list[CampaignReports]:
    """Return the reports in campaigns that have begun, those that wait for the librarian first."""
    campaigns = (
        Campaign.objects.collecting()
        .filter(pk__in=submissions_visible_to(user).values("campaign"))
        .select_related("form", "edition")
        .order_by("due_on")
    )
    return [reports_in(campaign, user, today, state) for campaign in campaigns]


def coming_campaigns(user: User) -> QuerySet[Campaign]:
    """Return the campaigns that will ask for the person's reports, the next one first."""
    asked = Campaign.objects.coming().filter(pk__in=submissions_visible_to(user).values("campaign"))
    return asked.select_related("form").order_by("opens_on", "due_on")


def reports_in(campaign: Campaign, user: User, today: date, state: str = "") -> CampaignReports:
    """Return the person's reports in one campaign, those that wait for her first."""
    layout = layout_of(campaign.edition)
    totals = [spec.address for spec in layout.cells.values() if spec.is_total]
    submissions = submissions_visible_to(user).filter(campaign=campaign).select_related("library")
    annotated = with_figures(submissions, totals).order_by("library__name_key", "library__code")
    total = fillable_count(layout)
    rows = [Row(one, Progress(one.filled, total, one.unconfirmed)) for one in annotated]
    rows.sort(key=lambda row: _urgency(row.submission))
    counts = Counter(row.submission.state for row in rows)
    return CampaignReports(
        campaign=campaign,
        deadline=Deadline(_nearest_due(campaign, rows), today),
        rows=[row for row in rows if state in ("", row.submission.state)],
        states=[(one.value, one.label, counts[one.value]) for one in States if counts[one.value]],
        total=len(rows),
        progress=add([row.progress for row in rows]),
    )


def _nearest_due(campaign: Campaign, rows: list[Row]) -> date:
    """Return the day the next unsent report is due: extensions may have moved it."""
    left = [row.submission for row in rows if row.submission.state in TO_DO]
    return min((one.extended_to or campaign.due_on for one in left), default=campaign.due_on)


def with_figures(submissions: QuerySet[Submission], totals: list[str]) -> QuerySet[Submission]:
    """Annotate `filled` (cells answered, but for `totals`), `unconfirmed` and `open_remarks`."""
    answered = Value.objects.exclude(cell__address__in=totals)
    remarks = _counted(Remark.objects.filter(resolved_at=None))
    return submissions.annotate(
        filled=_counted(answered),
        unconfirmed=_counted(answered.filter(is_prefilled=True)),
        open_remarks=remarks,
    )


def _counted(rows: QuerySet) -> Coalesce:
    own = rows.filter(submission=OuterRef("pk")).order_by().values("submission")
    return Coalesce(Subquery(own.annotate(count=Count("*")).values("count")), 0)


def _urgency(submission: Submission) -> int:
    return TO_DO.index(submission.state) if submission.state in TO_DO else len(TO_DO)


@dataclass(frozen=True)
class Neighbours:
    """The libraries before and after this one in the list of her organisation.

    `place` is this one's, from 1; `to_do` counts the reports of all that are still to be sent.
    """

    previous: Submission | None
    following: Submission | None
    next_unsent: Submission | None
    place: int
    total: int
    to_do: int

    @property
    def sent(self) -> int:
        return self.total - self.to_do


def neighbours_of(submission: Submission, user: User) -> Neighbours:
    """Return where to go from this report; `next_unsent` is the next one still to be sent."""
    ordered = list(
        submissions_visible_to(user)
        .filter(Q(campaign=submission.campaign_id))
        .select_related("library")
        .order_by("library__name_key", "library__code")
    )
    at = next((place for place, one in enumerate(ordered) if one.pk == submission.pk), 0)
    onward = ordered[at + 1 :] + ordered[:at]
    return Neighbours(
        previous=ordered[at - 1] if at else None,
        following=ordered[at + 1] if at + 1 < len(ordered) else None,
        next_unsent=next((one for one in onward if one.state in TO_DO), None),
        place=at + 1,
        total=len(ordered),
        to_do=sum(one.state in TO_DO for one in ordered),
    )
