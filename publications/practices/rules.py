"""Who sees, proposes and publishes practices."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.scope import libraries_of
from common.roles import is_department, is_librarian
from publications.models import Practice


def can_propose(user: Any) -> bool:
    """Librarians propose practices of their libraries, the department those of any."""
    return is_librarian(user) or is_department(user)


def can_judge(user: Any) -> bool:
    """The department publishes, and returns with a remark."""
    return is_department(user)


def can_change(user: Any, practice: Practice) -> bool:
    """A librarian changes what of her scope is not published yet, the department everything.

    `practice` is one that she sees: see `practices_of`.
    """
    return can_judge(user) or (can_propose(user) and not practice.is_published)


def practices_of(user: Any) -> QuerySet[Practice]:
    """Return the published ones; for a librarian all of her libraries, for the department all."""
    practices = Practice.objects.all()
    if can_judge(user):
        return practices
    seen = Q(state=Practice.State.PUBLISHED)
    if can_propose(user):
        seen |= Q(library__in=libraries_of(user))
    return practices.filter(seen)
