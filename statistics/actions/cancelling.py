"""Taking back a collection opened by mistake, and restoring it. Nothing of it is lost."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from statistics.actions.campaigns import MovedOnError, hold_campaign, save_campaign
from statistics.actions.wording import fit_text
from statistics.letters.due import Draft, by_organisation
from statistics.letters.writing import write_letters
from statistics.models import Campaign, CampaignLetter
from statistics.queries.board import tally_of
from statistics.queries.cancelled import letters_that_left, letters_that_wait
from statistics.rules import can_cancel

State, Kind = Campaign.State, CampaignLetter.Kind


@transaction.atomic
def cancel_campaign(campaign: Campaign, reason: str, by: User, seen: str | None = None) -> Campaign:
    """Take a collection that goes on back: from then on no librarian sees it, nor any summary.

    Letters that have not left are not sent; organisations that were written to are told, with the
    reason. `seen` is the stamp of the tally that the person agreed to, needed as soon as a report
    is begun. Once more changes nothing. Raises MovedOnError when the numbers are others by now,
    PermissionDenied when reports are begun and `by` may not hide them, ValidationError without a
    reason and for a closed collection.
    """
    reason = _checked_reason(reason)
    locked = hold_campaign(campaign)
    if locked.is_cancelled:
        return locked
    if not locked.is_open:
        raise ValidationError("Сбор завершён. Чтобы отменить его, сначала откройте его снова.")
    tally = tally_of(locked)
    _see_that_may(by, tally.is_begun)
    if seen != tally.stamp and (seen is not None or tally.is_begun):
        raise MovedOnError
    locked.state, locked.cancel_reason = State.CANCELLED, reason
    locked.cancelled_at = timezone.now()
    save_campaign(locked, by)
    letters_that_wait(locked).delete()
    _tell(locked, _organisations(letters_that_left(locked)), Kind.CANCELLED, by)
    return locked


@transaction.atomic
def restore_campaign(campaign: Campaign, by: User) -> Campaign:
    """Let a cancelled collection go on from where it was; who was told of its end is told of this.

    Raises ValidationError when another collection of the period stands by now, PermissionDenied
    as `cancel_campaign`.
    """
    locked = hold_campaign(campaign)
    if not locked.is_cancelled:
        return locked
    _see_that_may(by, tally_of(locked).is_begun)
    others = Campaign.objects.filter(form=locked.form_id, **locked.reporting_period.fields)
    if others.exists():
        raise ValidationError(
            f"Сбор «{locked.short_title}» уже открыт заново. Два сбора за один период не ведут: "
            "чтобы вернуть этот, сначала отмените тот."
        )
    cancelled_at = locked.cancelled_at
    locked.state, locked.cancelled_at, locked.cancel_reason = State.OPEN, None, ""
    save_campaign(locked, by)
    told = locked.letters.filter(kind=Kind.CANCELLED, written_at__gte=cancelled_at)
    _tell(locked, _organisations(told), Kind.RESTORED, by)
    return locked


def _checked_reason(reason: str) -> str:
    reason = fit_text(reason)
    if not reason:
        raise ValidationError({"reason": "Напишите, почему сбор отменён."})
    if len(reason) > Campaign._meta.get_field("cancel_reason").max_length:
        raise ValidationError({"reason": "Причина длиннее 300 знаков, сократите её."})
    return reason


def _see_that_may(by: User, is_begun: bool) -> None:
    if not can_cancel(by, is_begun):
        raise PermissionDenied("Отчёты уже заполняют: решает заведующий отделом.")


def _organisations(letters: QuerySet[CampaignLetter]) -> set[int]:
    return set(letters.order_by().values_list("organisation", flat=True))


def _tell(campaign: Campaign, organisations: set[int], kind: str, by: User) -> None:
    """Write to each of the organisations about all of its libraries."""
    reports = campaign.submissions.filter(organisation__in=organisations)
    ordered = reports.select_related("library").order_by("library__name_key", "pk")
    occasion = timezone.now().isoformat()
    drafts = [
        Draft(kind, organisation, tuple(own), campaign.due_on, occasion)
        for organisation, own in by_organisation(ordered).items()
    ]
    write_letters(campaign, drafts, by)
