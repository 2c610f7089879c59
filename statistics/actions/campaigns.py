"""Opening, changing and closing collections of reports."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from libraries.models import Library
from statistics.models import Campaign, Edition, Submission

# 6-НК is for public libraries; school and college libraries report by a form of their own.
OTHER_KINDS = (Library.Kind.SCHOOL, Library.Kind.COLLEGE)


@transaction.atomic
def open_campaign(
    edition: Edition, year: int, opens_on: date, due_on: date, review_due_on: date, by: User | None
) -> Campaign:
    """Open a collection: every public library open at the year's end gets a report to fill.

    Each report keeps the library's territory, organisation, kind and settlement as they are now.
    Raises ValidationError for a second collection of the year, wrong dates, or an edition that
    is not in force in that year.
    """
    _check_edition(edition, year)
    campaign = Campaign(
        form=edition.form,
        edition=edition,
        year=year,
        opens_on=opens_on,
        due_on=due_on,
        review_due_on=review_due_on,
    )
    _save(campaign, by)
    Submission.objects.bulk_create(
        Submission(
            campaign=campaign,
            library=library,
            territory_id=library.territory_id,
            organisation_id=library.organisation_id,
            kind=library.kind,
            settlement=library.settlement,
            is_model=library.model_year is not None and library.model_year <= year,
        )
        for library in reporting_libraries(year)
    )
    return campaign


def reporting_libraries(year: int) -> QuerySet[Library]:
    """Return the public libraries that work at the end of `year`."""
    last_day = date(year, 12, 31)
    return Library.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=last_day),
        Q(opened_on=None) | Q(opened_on__lte=last_day),
    ).exclude(kind__in=OTHER_KINDS)


@transaction.atomic
def change_dates(
    campaign: Campaign, opens_on: date, due_on: date, review_due_on: date, by: User
) -> Campaign:
    """Move the dates of an open collection. Raises ValidationError."""
    locked = _lock(campaign)
    if not locked.is_open:
        raise ValidationError("Сбор завершён, сроки больше не меняют.")
    locked.opens_on, locked.due_on, locked.review_due_on = opens_on, due_on, review_due_on
    return _save(locked, by)


@transaction.atomic
def close_campaign(campaign: Campaign, by: User) -> Campaign:
    """End a collection: all its reports and figures freeze. Once more changes nothing."""
    locked = _lock(campaign)
    if locked.is_open:
        locked.state, locked.closed_at = Campaign.State.CLOSED, timezone.now()
        _save(locked, by)
    return locked


@transaction.atomic
def reopen_campaign(campaign: Campaign, reason: str, by: User) -> Campaign:
    """Let a closed collection go on. Raises ValidationError without a reason."""
    if not reason.strip():
        raise ValidationError("Напишите, почему завершённый сбор открывают снова.")
    locked = _lock(campaign)
    if not locked.is_open:
        locked.state, locked.closed_at = Campaign.State.OPEN, None
        locked._change_reason = reason.strip()[:100]
        _save(locked, by)
    return locked


def _lock(campaign: Campaign) -> Campaign:
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


def _save(campaign: Campaign, by: User | None) -> Campaign:
    if campaign.due_on < campaign.opens_on:
        raise ValidationError({"due_on": "Срок сдачи раньше начала сбора."})
    if campaign.review_due_on < campaign.due_on:
        raise ValidationError({"review_due_on": "Срок проверки раньше срока сдачи."})
    campaign._history_user = by
    campaign.full_clean(validate_constraints=campaign._state.adding)
    campaign.save()
    return campaign


def _check_edition(edition: Edition, year: int) -> None:
    too_early = year < edition.year_from
    if too_early or (edition.year_to is not None and year > edition.year_to):
        raise ValidationError(
            {"year": f"Редакция «{edition.title}» в {year} году не действует. Выберите другую."}
        )
    if Campaign.objects.filter(form=edition.form, year=year).exists():
        raise ValidationError({"year": f"Сбор {edition.form.code}/{year} уже есть."})
