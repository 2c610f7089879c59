"""Showing a summary to everybody, and taking it back."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from statistics.actions.campaigns import hold_campaign
from statistics.builder.chapters import UnbuildableError
from statistics.models import Campaign, PublishedSummary
from statistics.published.keeping import kept
from statistics.published.making import content_of, offered_chapters, stamp_of_figures

ANEW = "Опубликован заново"


@transaction.atomic
def publish_summary(
    campaign: Campaign, codes: Sequence[str], foreword: str, by: User
) -> PublishedSummary:
    """Show a closed collection's chapters `codes` to everybody; a former publication is withdrawn.

    The same again, of the same figures, publishes nothing new. Raises ValidationError for a
    collection that goes on, for no chapters and for those that this year cannot fill.
    """
    locked = hold_campaign(campaign)
    if locked.state != Campaign.State.CLOSED:
        raise ValidationError("Публикуют свод завершённого сбора: его цифры уже не меняются.")
    offered = offered_chapters(locked)
    chosen = [preset for code, preset in offered.items() if code in codes]
    if not chosen or len(chosen) < len(set(codes)):
        raise ValidationError({"chosen": "Выберите хотя бы одну главу из тех, что есть."})
    stamp = stamp_of_figures(locked, chosen)
    former = locked.publications.filter(withdrawn_at=None).first()
    told = {"foreword": foreword.strip(), "chosen": [one.code for one in chosen], "stamp": stamp}
    if former and all(getattr(former, name) == value for name, value in told.items()):
        return former
    if former:
        _withdraw(former, ANEW, by)
    try:
        content = kept(content_of(locked, chosen))
    except UnbuildableError as error:
        raise ValidationError({"chosen": f"Глава за этот год не составляется: {error}"}) from error
    return PublishedSummary.objects.create(
        campaign=locked, content=content, published_at=timezone.now(), published_by=by, **told
    )


@transaction.atomic
def withdraw_summary(publication: PublishedSummary, reason: str, by: User) -> PublishedSummary:
    """Take a published summary back from everybody; once more changes nothing.

    It stays on record with the reason. Raises ValidationError without one.
    """
    if not reason.strip():
        raise ValidationError("Напишите, почему свод снимают с публикации.")
    hold_campaign(publication.campaign)
    found = PublishedSummary.objects.get(pk=publication.pk)
    return _withdraw(found, reason.strip(), by) if found.is_in_force else found


def _withdraw(publication: PublishedSummary, reason: str, by: User) -> PublishedSummary:
    publication.withdrawn_at, publication.withdrawn_by = timezone.now(), by
    publication.withdrawal_reason = reason[:300]
    publication.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    return publication
