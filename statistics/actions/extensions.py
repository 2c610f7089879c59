"""Giving a library more time."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from common.russian import format_day
from statistics.actions.campaigns import hold_campaign
from statistics.actions.wording import fit_text
from statistics.models import Campaign, Extension, Submission
from statistics.queries.my_reports import TO_DO


@transaction.atomic
def extend(
    campaign: Campaign, submissions: Collection[int], due_on: date, reason: str, by: User
) -> list[Extension]:
    """Move the due date of some reports that are not sent yet, of one library or of many.

    Each time is on record with its reason; the last one counts. Raises ValidationError for a
    campaign that is over, a day that is no later than everybody's or after the department's
    checks, no reason, and when none of the reports is still to be sent.
    """
    locked = hold_campaign(campaign)
    reason = _checked(locked, due_on, fit_text(reason))
    reports = list(
        locked.submissions.select_for_update().filter(pk__in=submissions, state__in=TO_DO)
    )
    if not reports:
        raise ValidationError("Отметьте библиотеки, которые ещё не отправили отчёт.")
    Submission.objects.filter(pk__in=[one.pk for one in reports]).update(extended_to=due_on)
    return Extension.objects.bulk_create(
        Extension(submission=one, due_on=due_on, reason=reason, made_by=by) for one in reports
    )


def _checked(campaign: Campaign, due_on: date, reason: str) -> str:
    """Return the reason of an extension that may be given. Raises ValidationError."""
    if not campaign.is_open:
        raise ValidationError("Сбор завершён, сроки больше не меняют.")
    if due_on <= campaign.due_on:
        raise ValidationError(
            {"due_on": f"Общий срок — {format_day(campaign.due_on)} Укажите день позже."}
        )
    if due_on > campaign.review_due_on:
        until = format_day(campaign.review_due_on)
        raise ValidationError(
            {"due_on": f"Отдел заканчивает проверку {until} Укажите день не позже."}
        )
    if not reason:
        raise ValidationError({"reason": "Напишите, почему срок продлён."})
    if len(reason) > Extension._meta.get_field("reason").max_length:
        raise ValidationError({"reason": "Причина длиннее 500 знаков, сократите её."})
    return reason
