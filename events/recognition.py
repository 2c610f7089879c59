"""Finding the users behind the wordings of a plan."""

import re
from collections.abc import Iterable

from accounts.models import User
from common.text import normalise

_AFTER_DOT = re.compile(r"\.\s+")


def find_users(wordings: Iterable[str]) -> dict[str, User]:
    """Return the user of each wording that is the full or the short name of just one."""
    wanted = {wording: _person_key(wording) for wording in wordings}
    if not wanted:
        return {}
    by_name: dict[str, set[User]] = {}
    for user in User.objects.filter(is_active=True):
        initials_first = " ".join(
            [*user.short_name.split("\N{NO-BREAK SPACE}")[1:], user.last_name]
        )
        for name in (user.full_name, user.short_name, initials_first):
            by_name.setdefault(_person_key(name), set()).add(user)
    found = {wording: by_name.get(key, set()) for wording, key in wanted.items()}
    return {wording: next(iter(users)) for wording, users in found.items() if len(users) == 1}


def _person_key(name: str) -> str:
    return _AFTER_DOT.sub(".", normalise(name))
