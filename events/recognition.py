"""Finding the users behind the wordings of a plan."""

from collections.abc import Iterable

from accounts.models import User
from events.names import PersonBook


def find_users(wordings: Iterable[str]) -> dict[str, User]:
    """Return the user of each wording that is the full or the short name of just one."""
    wanted = set(wordings)
    if not wanted:
        return {}
    book = PersonBook.load()
    known = {wording: person.pk for wording in wanted if (person := book.find(wording))}
    users = User.objects.in_bulk(set(known.values()))
    return {wording: users[pk] for wording, pk in known.items()}
