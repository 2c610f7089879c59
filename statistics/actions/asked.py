"""Changing whom a collection asks while it goes on: the network moves, and lists have mistakes."""

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from libraries.models import Library
from statistics.actions.campaigns import add_reports, hold_campaign
from statistics.actions.wording import fit_text
from statistics.letters.due import Draft, by_organisation
from statistics.letters.writing import write_letters
from statistics.models import AudienceChange, Campaign, CampaignLetter, Submission
from statistics.queries.asked import libraries_to_add, reports_to_excuse
from statistics.queries.cancelled import letters_that_left

Kind = CampaignLetter.Kind


@transaction.atomic
def ask_libraries(
    campaign: Campaign, libraries: Collection[int], by: User, reason: str = ""
) -> list[Submission]:
    """Give more libraries a report to fill, as if they had been asked at the opening.

    Those asked already stay as they are. Their organisations are written to once the collection
    has begun. Raises ValidationError for a collection that does not go on, for a library that does
    not fit its audience or period, and when none is left to add.
    """
    reason, locked = _fit_reason(reason), _open(campaign)
    asked = list(locked.submissions.filter(library__in=libraries).values_list("library", flat=True))
    wanted = set(libraries) - set(asked)
    fitting = libraries_to_add(locked).filter(pk__in=wanted)
    found = list(fitting)
    if len(found) < len(wanted):
        raise ValidationError("Не все эти библиотеки работают на конец периода и подходят сбору.")
    if not found:
        raise ValidationError("Отметьте библиотеки, которых в сборе ещё нет.")
    reports = add_reports(locked, fitting)
    _record(locked, found, reason, by, is_added=True)
    if locked.is_collecting:
        _tell(locked, reports, Kind.OPENING, by)
    return reports


@transaction.atomic
def excuse_libraries(
    campaign: Campaign, libraries: Collection[int], reason: str, by: User
) -> list[Library]:
    """Ask these libraries no more: a report that nobody has begun is taken away.

    Their organisations, when they were written to, are told with the reason. Raises
    ValidationError for a collection that does not go on, without a reason, and when a report has
    been begun.
    """
    reason, locked = _fit_reason(reason), _open(campaign)
    if not reason:
        raise ValidationError({"reason": "Напишите, почему библиотека не отчитывается."})
    empty = reports_to_excuse(locked).filter(library__in=libraries)
    reports = list(empty.select_for_update(of=("self",)))
    if len(reports) < len(set(libraries)):
        raise ValidationError(
            "Среди отмеченных есть отчёт, который уже начали или которого в сборе нет. "
            "Убрать можно только ненужный пустой отчёт: посмотрите список ещё раз."
        )
    if not reports:
        raise ValidationError("Отметьте библиотеки, которые не отчитываются.")
    gone = [report.library for report in reports]
    _record(locked, gone, reason, by, is_added=False)
    told = letters_that_left(locked).values_list("organisation", flat=True)
    _tell(locked, [one for one in reports if one.organisation_id in set(told)], Kind.EXCUSED, by,
          comment=reason)  # fmt: skip
    Submission.objects.filter(pk__in=[report.pk for report in reports]).delete()
    return gone


def _open(campaign: Campaign) -> Campaign:
    locked = hold_campaign(campaign)
    if not locked.is_open:
        raise ValidationError("Сбор не идёт, его состав больше не меняют.")
    return locked


def _fit_reason(reason: str) -> str:
    reason = fit_text(reason)
    if len(reason) > AudienceChange._meta.get_field("reason").max_length:
        raise ValidationError({"reason": "Причина длиннее 500 знаков, сократите её."})
    return reason


def _record(
    campaign: Campaign, libraries: Iterable[Library], reason: str, by: User, *, is_added: bool
) -> None:
    AudienceChange.objects.bulk_create(
        AudienceChange(campaign=campaign, library=one, is_added=is_added, reason=reason, made_by=by)
        for one in libraries
    )


def _tell(
    campaign: Campaign, reports: list[Submission], kind: str, by: User, **told: object
) -> None:
    occasion = timezone.now().isoformat()
    drafts = [
        Draft(kind, organisation, tuple(own), campaign.due_on, occasion)
        for organisation, own in by_organisation(reports).items()
    ]
    write_letters(campaign, drafts, by, **told)
