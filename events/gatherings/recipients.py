"""To whom letters about events go."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from accounts.models import User
from common.roles import Role
from events.gatherings.queries import COMING
from events.models import Event
from libraries.models import Organisation


def librarians_of(organisations: Collection[int]) -> QuerySet[User]:
    """Return the librarians who answer for these organisations."""
    return User.objects.filter(
        organisation__in=organisations, role=Role.LIBRARIAN, is_active=True
    ).order_by("pk")


def addresses_of(organisations: Collection[int]) -> list[str]:
    """Return the addresses of their librarians; of an organisation without any, its own."""
    people = list(librarians_of(organisations))
    without = set(organisations) - {user.organisation_id for user in people}
    own = Organisation.objects.filter(pk__in=without).exclude(email="")
    return [*(user.email for user in people), *own.values_list("email", flat=True)]


def coming_to(event: Event) -> list[str]:
    """Return the addresses of the organisations whose people are coming, or wait to."""
    coming = event.participations.filter(state__in=COMING).order_by()
    return addresses_of(set(coming.values_list("organisation", flat=True)))


def invited_to(event: Event) -> list[User]:
    """Return the librarians who are invited: of the organisations named, or of the whole region.

    Those who want no invitations are left out.
    """
    people = User.objects.filter(role=Role.LIBRARIAN, is_active=True, event_letters_off=None)
    if event.access == Event.Access.INVITED:
        people = people.filter(organisation__in=event.invited.all())
    return list(people.order_by("pk"))


def keepers_of(event: Event) -> list[str]:
    """Return the addresses of those who answer for the event."""
    people: Iterable[User] = event.responsibles.filter(is_active=True)
    return [user.email for user in people]
