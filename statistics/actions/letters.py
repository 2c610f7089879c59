"""Writing to libraries about a collection: by itself on due days, and at a methodist's word."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from accounts.models import User
from statistics.actions.wording import fit_text
from statistics.letters.due import Draft, by_organisation, drafts_due
from statistics.letters.writing import write_letters
from statistics.models import Campaign, CampaignLetter, LetterRefusal
from statistics.queries.reminders import Wanted, reports_wanted


def write_due_letters(today: date) -> list[CampaignLetter]:
    """Write what falls on `today` in all open campaigns; a second run writes nothing."""
    written = []
    for pk in Campaign.objects.filter(state=Campaign.State.OPEN).values_list("pk", flat=True):
        with transaction.atomic():
            campaign = _locked(pk)
            written += write_letters(campaign, drafts_due(campaign, today))
    return written


@task()
def write_letters_of_today() -> None:
    """Write the day's letters in the background: a page does not wait for them."""
    write_due_letters(timezone.localdate())


def write_letters_later(today: date) -> None:
    """Have the day's letters written; told to `common.daily`."""
    write_letters_of_today.enqueue()


@transaction.atomic
def remind(
    campaign: Campaign, wanted: Wanted, note: str, by: User, today: date
) -> list[CampaignLetter]:
    """Remind of the wanted reports that are not sent yet, a letter an organisation.

    Who has been reminded today is not written to again. `note` are words of the methodist's own.
    Raises ValidationError when the campaign is over, when no organisation is named, and when
    nothing is left to remind of.
    """
    locked = _locked(campaign.pk)
    if not locked.is_open:
        raise ValidationError("Сбор завершён, напоминать не о чем.")
    if today < locked.opens_on:
        raise ValidationError("Сбор ещё не начался, напоминать рано.")
    if not wanted.organisations:
        raise ValidationError("Отметьте хотя бы одно учреждение.")
    reports = reports_wanted(locked, wanted, today)
    if not reports:
        raise ValidationError("Отмеченные отчёты уже отправлены, напоминать не о чем.")
    drafts = [
        Draft(
            CampaignLetter.Kind.REMINDER,
            organisation,
            tuple(own),
            min(report.due_on for report in own),
            today.isoformat(),
        )
        for organisation, own in by_organisation(reports).items()
    ]
    return write_letters(locked, drafts, by, note=fit_text(note), today=today)


def refuse_letters(user_id: int) -> None:
    """Write to the person no more about collections."""
    LetterRefusal.objects.get_or_create(user_id=user_id)


def want_letters(user_id: int) -> None:
    """Write to the person about collections again."""
    LetterRefusal.objects.filter(user_id=user_id).delete()


def _locked(pk: int) -> Campaign:
    return (
        Campaign.with_cancelled.select_for_update(of=("self",), no_key=True)
        .select_related("form")
        .get(pk=pk)
    )
