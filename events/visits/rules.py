"""Who plans visits and writes them down, who reads them and answers."""

from typing import Any

from django.db.models import QuerySet

from accounts.scope import organisations_of
from common.roles import is_department, is_librarian
from events.models import Visit, VisitAdvice


def can_keep_visits(user: Any) -> bool:
    return is_department(user)


def can_see_visits(user: Any) -> bool:
    """The department sees all visits, a librarian those to her libraries."""
    return is_department(user) or is_librarian(user)


def visits_of(user: Any) -> QuerySet[Visit]:
    """Return the visits that exist for `user`."""
    if can_keep_visits(user):
        return Visit.objects.all()
    if not is_librarian(user):
        return Visit.objects.none()
    return Visit.objects.filter(organisation__in=organisations_of(user))


def advice_of(user: Any) -> QuerySet[VisitAdvice]:
    """Return what was advised on the visits that exist for `user`, once they are made."""
    made = visits_of(user).filter(state=Visit.State.DONE)
    return VisitAdvice.objects.filter(visit__in=made)


def can_answer(user: Any) -> bool:
    """Return whether `user` answers on what her libraries were advised."""
    return is_librarian(user)
