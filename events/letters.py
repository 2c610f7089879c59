"""Letters about plans: written once, kept on record, sent in the background."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from accounts.models import User
from common.letters import deliver
from common.roles import Role
from events.models import Plan, PlanLetter
from libraries.models import Organisation

logger = logging.getLogger(__name__)
Kind = PlanLetter.Kind
_SUBJECTS = {
    Kind.TURN: "Согласуйте",
    Kind.TURN_REMINDER: "Напоминание: согласуйте",
    Kind.RETURNED: "Возвращено с замечаниями",
    Kind.AGREED: "Согласовано всеми",
    Kind.APPROVED: "Утверждено",
    Kind.INVITATION: "Приглашение в сводный план",
    Kind.REMINDER: "Напоминание о сводном плане",
    Kind.HANDED_BACK: "Пункты снова открыты",
}


@dataclass(frozen=True)
class Recipient:
    """An address, the person behind it, and for which organisation she is written to."""

    address: str
    user: User | None = None
    organisation: Organisation | None = None


def people(users: Iterable[User | None]) -> list[Recipient]:
    """Return those who may still sign in."""
    return [Recipient(user.email, user) for user in users if user and user.is_active]


def heads() -> list[Recipient]:
    return people(User.objects.filter(role=Role.HEAD, is_active=True))


def librarians_of(organisations: Iterable[Organisation]) -> dict[int, list[Recipient]]:
    """Return, by organisation, its librarians; without them its own address."""
    known = {organisation.pk: organisation for organisation in organisations}
    found: dict[int, list[Recipient]] = {pk: [] for pk in known}
    users = User.objects.filter(role=Role.LIBRARIAN, is_active=True, organisation__in=known)
    for user in users.order_by("name_key", "pk"):
        found[user.organisation_id].append(Recipient(user.email, user, known[user.organisation_id]))
    for pk, organisation in known.items():
        if not found[pk] and organisation.email:
            found[pk].append(Recipient(organisation.email, None, organisation))
    return found


def write_letters(
    plan: Plan,
    kind: Kind,
    occasion: str,
    recipients: Iterable[Recipient],
    *,
    about: str,
    page: str,
    by: User | None = None,
    **told: Any,
) -> list[PlanLetter]:
    """Write to each address once for an occasion, and have it sent when the transaction is through.

    `about` names in the subject what the letter is about, `page` is the address of the portal's
    page, `told` is what the template says besides. The caller holds the plan locked.
    """
    known = set(plan.letters.filter(kind=kind, occasion=occasion).values_list("address", flat=True))
    new = {one.address: one for one in recipients if one.address not in known}
    if not new:
        return []
    context = {"plan": plan, "about": about, "url": f"{settings.SITE_URL}{page}", **told}
    body = render_to_string(f"events/email/plans/{kind}.txt", context)
    letters = PlanLetter.objects.bulk_create(
        PlanLetter(
            plan=plan,
            kind=kind,
            occasion=occasion,
            organisation=one.organisation,
            recipient=one.user,
            address=one.address,
            subject=f"{_SUBJECTS[kind]}: {about}"[:300],
            body=body,
            written_at=timezone.now(),
            written_by=by,
        )
        for one in new.values()
    )
    keys = [letter.pk for letter in letters]
    transaction.on_commit(lambda: send_letters.enqueue(keys))
    return letters


@task()
def send_letters(keys: list[int]) -> None:
    """Send letters and note when; one that cannot be sent stays unsent and stops no other."""
    for letter in PlanLetter.objects.filter(pk__in=keys, sent_at=None):
        subject = " ".join(letter.subject.split())  # no header may hold a line end of a title
        try:
            deliver(subject, letter.body, [letter.address])
        except OSError:  # of a mail server, smtplib's errors among them
            logger.exception("Letter %s was not sent", letter.pk)
        else:
            letter.sent_at = timezone.now()
            letter.save(update_fields=["sent_at"])
