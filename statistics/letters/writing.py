"""Writing letters down and having them sent: each once, each on record."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.opting_out import WayOut
from statistics.letters.due import Draft
from statistics.letters.recipients import Correspondents, Recipient, correspondents
from statistics.letters.sending import send_letters
from statistics.models import Campaign, CampaignLetter

WAY_OUT = WayOut("statistics")
# Names of libraries in one letter; the rest is told by its number.
NAMED = 25
_SUBJECTS = {
    CampaignLetter.Kind.OPENING: "Открыт сбор отчётности",
    CampaignLetter.Kind.WEEK: "Осталась неделя",
    CampaignLetter.Kind.OVERDUE: "Срок сдачи прошёл",
    CampaignLetter.Kind.REMINDER: "Напоминание об отчётах",
    CampaignLetter.Kind.RETURNED: "Отчёт возвращён",
    CampaignLetter.Kind.ACCEPTED: "Отчёт принят",
    CampaignLetter.Kind.REMOVED: "Файл отчёта убран",
    CampaignLetter.Kind.CANCELLED: "Сбор отчётности отменён",
    CampaignLetter.Kind.RESTORED: "Сбор отчётности возобновлён",
    CampaignLetter.Kind.EXCUSED: "Отчёт сдавать не нужно",
}


def write_letters(
    campaign: Campaign, drafts: Iterable[Draft], by: User | None = None, **told: Any
) -> list[CampaignLetter]:
    """Write what has not been written yet and have it sent once the transaction is through.

    `told` is what the text says besides (`note`, `comment`, `remarks`, `file_name`). The caller
    holds the transaction, and the campaign locked unless the occasion is nobody else's.
    """
    written = CampaignLetter.objects.bulk_create(compose(campaign, list(drafts), by, **told))
    if written:
        keys = [letter.pk for letter in written]
        transaction.on_commit(lambda: send_letters.enqueue(keys))
    return written


def compose(
    campaign: Campaign, drafts: Collection[Draft], by: User | None = None, **told: Any
) -> list[CampaignLetter]:
    """Return the letters that have not been written yet, without storing or sending them."""
    people = correspondents({draft.organisation for draft in drafts})
    known = _known(campaign, drafts)
    return [
        _letter(campaign, draft, recipient, by, told)
        for draft, recipient in _addressed(drafts, people)
        if (draft.kind, draft.occasion, draft.organisation, recipient.address) not in known
    ]


def _addressed(
    drafts: Iterable[Draft], people: dict[int, Correspondents]
) -> Iterator[tuple[Draft, Recipient]]:
    for draft in drafts:
        for recipient in people[draft.organisation].recipients:
            yield draft, recipient


def _known(campaign: Campaign, drafts: Collection[Draft]) -> set[tuple[str, str, int, str]]:
    written = campaign.letters.filter(
        kind__in={draft.kind for draft in drafts}, occasion__in={draft.occasion for draft in drafts}
    )
    return set(written.values_list("kind", "occasion", "organisation_id", "address"))


def _letter(
    campaign: Campaign, draft: Draft, recipient: Recipient, by: User | None, told: dict[str, Any]
) -> CampaignLetter:
    single = draft.submissions[0] if len(draft.submissions) == 1 else None
    about = single.library if single else campaign.short_title
    return CampaignLetter(
        campaign=campaign,
        kind=draft.kind,
        occasion=draft.occasion,
        organisation_id=draft.organisation,
        submission=single,
        recipient=recipient.user,
        address=recipient.address,
        subject=f"{_SUBJECTS[draft.kind]}: {about}"[:300],
        body=_body(campaign, draft, recipient, told),
        written_at=timezone.now(),
        written_by=by,
    )


def _body(campaign: Campaign, draft: Draft, recipient: Recipient, told: dict[str, Any]) -> str:
    context = {
        "campaign": campaign,
        "libraries": [report.library for report in draft.submissions[:NAMED]],
        "others": len(draft.submissions[NAMED:]),
        "due_on": draft.due_on,
        "url": f"{settings.SITE_URL}{reverse('statistics:my-reports')}",
        "way_out": way_out(recipient.user) if recipient.user else "",
        **told,
    }
    return render_to_string(f"statistics/email/{draft.kind}.txt", context)


def way_out(user: User) -> str:
    """Return the link by which this person wants no more letters about collections."""
    key = WAY_OUT.key(user.pk)
    return f"{settings.SITE_URL}{reverse('statistics:letters-off-by-link', args=[key])}"
