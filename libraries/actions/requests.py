"""Letters that ask organisations to look through their passports."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from common.letters import letter_about, write_letter
from common.roles import Role
from libraries.models import Library, Organisation, PassportDraft, PassportRequest
from libraries.queries import opened
from libraries.queries.passports import FRESH_FOR, outdated

SUBJECT = "Просим обновить паспорта библиотек"


@dataclass(frozen=True)
class YearlyRound:
    """What a yearly round did: letters sent, and organisations to which nobody can write."""

    sent: list[PassportRequest]
    unreachable: list[Organisation]


def ask_for_passports(
    organisation: Organisation, *, by: Any | None, now: datetime.datetime | None = None
) -> PassportRequest | None:
    """Write to the organisation's librarians about its old passports, and put it on record.

    Without librarians the letter goes to the organisation's own address. Returns None when all
    passports are fresh or nobody can be written to; for the yearly letter (`by` is None) also
    when it was sent within a year. Raises ValidationError for a second letter on one day.
    """
    now = now or timezone.now()
    if by is not None:
        _refuse_twice_a_day(organisation, now)
    libraries = libraries_to_ask(organisation, now)
    recipients = addresses_of(organisation)
    if not libraries or not recipients or (by is None and _was_asked(organisation, now)):
        return None
    try:
        with transaction.atomic():
            return _send(organisation, libraries, recipients, by, now)
    except IntegrityError:  # another run of the yearly round was quicker
        return None


def ask_everyone(now: datetime.datetime | None = None) -> YearlyRound:
    """Send the yearly letters that are due; a second run sends nothing."""
    now = now or timezone.now()
    sent, unreachable = [], []
    for organisation in Organisation.objects.filter(is_active=True).order_by("name_key"):
        if not addresses_of(organisation):
            if libraries_to_ask(organisation, now):
                unreachable.append(organisation)
        elif request := ask_for_passports(organisation, by=None, now=now):
            sent.append(request)
    return YearlyRound(sent, unreachable)


def libraries_to_ask(organisation: Organisation, now: datetime.datetime) -> list[Library]:
    """Return the working libraries with old passports, less those whose changes wait for us."""
    waiting = PassportDraft.objects.filter(state=PassportDraft.State.WAITING)
    own = outdated(opened(Library.objects.filter(organisation=organisation)), now)
    return list(own.exclude(passport_drafts__in=waiting).order_by("name_key", "code"))


def addresses_of(organisation: Organisation) -> list[str]:
    """Return to whom the letter goes: those who sign in for it, else its own address."""
    users = organisation.users.filter(role=Role.LIBRARIAN, is_active=True)
    found = list(users.values_list("email", flat=True))
    return found or [address for address in [organisation.email] if address]


def _was_asked(organisation: Organisation, now: datetime.datetime) -> bool:
    yearly = PassportRequest.objects.filter(organisation=organisation, by=None)
    return yearly.filter(sent_at__gt=now - FRESH_FOR).exists()


def _refuse_twice_a_day(organisation: Organisation, now: datetime.datetime) -> None:
    today = PassportRequest.objects.filter(
        organisation=organisation, sent_at__date=timezone.localdate(now)
    )
    if sent := today.first():
        raise ValidationError(f"Сегодня этому учреждению уже писали: {sent.recipients}.")


def _send(
    organisation: Organisation,
    libraries: Sequence[Library],
    recipients: Sequence[str],
    by: Any | None,
    now: datetime.datetime,
) -> PassportRequest:
    request = PassportRequest.objects.create(
        organisation=organisation,
        year=timezone.localtime(now).year,
        by=by,
        recipients=", ".join(recipients),
        sent_at=now,
    )
    request.libraries.set(libraries)
    page = f"{reverse('libraries:passport-list')}?state=old"
    told = {"organisation": organisation, "libraries": libraries}
    body = letter_about(page, "libraries/email/passports.txt", **told)
    write_letter(SUBJECT, body, recipients)
    return request
