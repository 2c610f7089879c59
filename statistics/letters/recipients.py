"""To whom letters about an organisation's reports go."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from common.roles import Role
from libraries.models import Organisation


@dataclass(frozen=True)
class Recipient:
    """An address, and the person behind it where the portal knows her."""

    address: str
    user: User | None = None

    def __str__(self) -> str:
        return f"{self.user.short_name} ({self.address})" if self.user else self.address


@dataclass(frozen=True)
class Correspondents:
    """Who is written to for an organisation, and who has refused letters."""

    recipients: tuple[Recipient, ...] = ()
    refused: tuple[Recipient, ...] = ()


def correspondents(organisations: Collection[int]) -> dict[int, Correspondents]:
    """Return, for each organisation, its librarians; without them its own address.

    For an organisation that has neither, those of the one above it answer. Two queries.
    """
    rows = Organisation.objects.filter(pk__in=organisations).select_related("parent__parent")
    lines = {row.pk: list(_upwards(row)) for row in rows}
    users = _librarians({one.pk for line in lines.values() for one in line})
    return {pk: _of_line(line, users) for pk, line in lines.items()}


def _upwards(organisation: Organisation) -> Iterator[Organisation]:
    """Yield the organisation and those above it: three levels in all."""
    yield organisation
    if parent := organisation.parent:
        yield parent
        if parent.parent:
            yield parent.parent


def _librarians(organisations: Collection[int]) -> dict[int, list[User]]:
    found = User.objects.filter(
        Q(organisation__in=organisations), role=Role.LIBRARIAN, is_active=True
    )
    users = defaultdict(list)
    for user in found.select_related("campaign_letter_refusal").order_by("name_key", "pk"):
        users[user.organisation_id].append(user)
    return users


def _of_line(line: list[Organisation], users: dict[int, list[User]]) -> Correspondents:
    for organisation in line:
        if people := users.get(organisation.pk):
            refused = {one.pk for one in people if hasattr(one, "campaign_letter_refusal")}
            return Correspondents(
                tuple(Recipient(one.email, one) for one in people if one.pk not in refused),
                tuple(Recipient(one.email, one) for one in people if one.pk in refused),
            )
        if organisation.email:
            return Correspondents((Recipient(organisation.email),))
    return Correspondents()
