"""Opening, changing and closing collections of reports."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from common.russian import short_day
from libraries.models import Library
from statistics.actions.doubts import refresh_norms
from statistics.actions.headings import copy_headings, former_campaign
from statistics.models import Campaign, Edition, Submission
from statistics.periods import PeriodKind, ReportingPeriod
from statistics.queries.asked import as_of_period, libraries_asked
from statistics.queries.board import tally_of
from statistics.rollups import roll_up

Audience = Campaign.Audience
_DAY = timedelta(days=1)
_FORTNIGHT = timedelta(days=14)


class MovedOnError(Exception):
    """Reports have been sent or decided on since the person saw the numbers she agreed to."""


@dataclass(frozen=True)
class StageDates:
    """Until when each does her part: libraries, their organisation (if asked), the department."""

    opens_on: date
    due_on: date
    review_due_on: date
    package_due_on: date | None = None


def usual_dates(period: ReportingPeriod, today: date) -> StageDates:
    """Return the department's usual dates of a collection, which each may be opened otherwise.

    Figures are given in the fortnight after the period. A year is checked until 20 February, its
    parts for ten days. A single survey begins today, and so does what is collected so late that
    everybody would be overdue at once.
    """
    opens = today if period.period == PeriodKind.ONCE else period.last_day + _DAY
    if opens + _FORTNIGHT < today:
        opens = today
    due = opens + _FORTNIGHT
    review = due + timedelta(days=10)
    if period.period == PeriodKind.YEAR:
        review = max(review, date(period.year + 1, 2, 20))
    return StageDates(opens, due, review)


@transaction.atomic
def open_campaign(
    edition: Edition,
    period: ReportingPeriod,
    dates: StageDates,
    by: User | None,
    audience: str = Audience.PUBLIC,
    chosen: Iterable[Library] = (),
) -> Campaign:
    """Open a collection: every library of the audience that works then gets a report to fill.

    `chosen` are the libraries of the audience of that name. Each report keeps the library's
    territory, organisation, kind and settlement as they were then. What is asked besides figures
    is as in the former collection. Raises ValidationError for a second collection of the period,
    wrong dates (figures due within their own period, too), an edition that is not in force in
    that year, and an audience of nobody.
    """
    _check_edition(edition, period)
    campaign = Campaign(
        form=edition.form,
        edition=edition,
        audience=audience,
        **period.fields,
        **asdict(dates),
    )
    former = former_campaign(campaign)
    campaign.scan_required = bool(former and former.scan_required)
    _check_dates(campaign)
    save_campaign(campaign, by)
    copy_headings(campaign, by)
    if not add_reports(campaign, libraries_asked(campaign, chosen)):
        raise ValidationError({"audience": "Таких библиотек нет: отчитываться некому."})
    roll_up(campaign)
    refresh_norms(campaign)
    return campaign


def add_reports(campaign: Campaign, asked: QuerySet[Library]) -> list[Submission]:
    """Make reports not yet begun, with the libraries' places in the network of the period."""
    return Submission.objects.bulk_create(
        report_of(campaign, library, organisation)
        for library, organisation in as_of_period(campaign, asked)
    )


def report_of(campaign: Campaign, library: Library, organisation: int | None = None) -> Submission:
    """Return a report not yet begun, with the place in the network that `library` has.

    `organisation` answers for it when not the library's own does.
    """
    return Submission(
        campaign=campaign,
        library=library,
        territory_id=library.territory_id,
        organisation_id=organisation or library.organisation_id,
        kind=library.kind,
        settlement=library.settlement,
        is_model=library.model_year is not None and library.model_year <= campaign.year,
    )


@transaction.atomic
def change_dates(campaign: Campaign, dates: StageDates, by: User) -> Campaign:
    """Move the dates of an open collection. Raises ValidationError, as opening it does."""
    locked = hold_campaign(campaign)
    if not locked.is_open:
        raise ValidationError("Сбор завершён, сроки больше не меняют.")
    for name, day in asdict(dates).items():
        setattr(locked, name, day)
    _check_dates(locked)
    if locked.is_coming and locked.submissions.exclude(state=Submission.State.NOT_STARTED).exists():
        raise ValidationError({"opens_on": "Отчёты уже заполняют, начало сбора не отложить."})
    return save_campaign(locked, by)


@transaction.atomic
def close_campaign(campaign: Campaign, by: User, seen: str | None = None) -> Campaign:
    """End a collection: all its reports and figures freeze. Once more changes nothing.

    `seen` is the stamp of the tally that the person agreed to. Raises MovedOnError when the
    numbers are others by now.
    """
    locked = hold_campaign(campaign)
    if locked.is_open:
        if seen is not None and seen != tally_of(locked).stamp:
            raise MovedOnError
        locked.state, locked.closed_at = Campaign.State.CLOSED, timezone.now()
        save_campaign(locked, by)
    return locked


@transaction.atomic
def reopen_campaign(campaign: Campaign, reason: str, by: User) -> Campaign:
    """Let a closed collection go on. Raises ValidationError without a reason."""
    if not reason.strip():
        raise ValidationError("Напишите, почему завершённый сбор открывают снова.")
    locked = hold_campaign(campaign)
    if locked.state == Campaign.State.CLOSED:
        locked.state, locked.closed_at = Campaign.State.OPEN, None
        locked._change_reason = reason.strip()[:100]
        save_campaign(locked, by)
    return locked


def hold_campaign(campaign: Campaign) -> Campaign:
    """Take a collection for writing until the transaction ends, a cancelled one too."""
    # A report being decided on holds the campaign's key; no need to wait for it, nor it for us.
    return Campaign.with_cancelled.select_for_update(no_key=True).get(pk=campaign.pk)


def save_campaign(campaign: Campaign, by: User | None) -> Campaign:
    """Store a collection, with who changed it in its history."""
    campaign._history_user = by
    campaign.full_clean(validate_constraints=campaign._state.adding)
    campaign.save()
    return campaign


def _check_dates(campaign: Campaign) -> None:
    _check_order(campaign)
    _check_after_period(campaign)


def _check_order(campaign: Campaign) -> None:
    """See that each stage ends no sooner than the one before it. Raises ValidationError."""
    package = campaign.package_due_on
    if campaign.due_on < campaign.opens_on:
        raise ValidationError({"due_on": "Срок сдачи раньше начала сбора."})
    if package and package < campaign.due_on:
        raise ValidationError({"package_due_on": "Срок пакета раньше срока сдачи отчётов."})
    if campaign.review_due_on < (package or campaign.due_on):
        before = "срока пакета" if package else "срока сдачи"
        raise ValidationError({"review_due_on": f"Срок проверки раньше {before}."})


def _check_after_period(campaign: Campaign) -> None:
    """See that figures are due no sooner than the period they tell of is over.

    A collection may begin before that, as a single survey may end on any day: it has no period.
    Raises ValidationError.
    """
    period = campaign.reporting_period
    if period.period == PeriodKind.ONCE or campaign.due_on >= period.last_day:
        return
    due, end = short_day(campaign.due_on), short_day(period.last_day)
    until = f"{period.part or 'год'} кончается {end}"
    raise ValidationError({"due_on": f"Сдать до {due} — раньше конца периода: {until}."})


def _check_edition(edition: Edition, period: ReportingPeriod) -> None:
    year = period.year
    too_early = year < edition.year_from
    if too_early or (edition.year_to is not None and year > edition.year_to):
        raise ValidationError(
            {"year": f"Редакция «{edition.title}» в {year} году не действует. Выберите другую."}
        )
    there = Campaign.objects.filter(form=edition.form, **period.fields).first()
    if there is not None:
        raise ValidationError({"year": f"Сбор «{there.short_title}» уже есть."})
