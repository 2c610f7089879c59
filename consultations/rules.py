"""Who sees and keeps the log of consultations."""

from typing import Any

from django.db.models import QuerySet

from accounts.scope import organisations_of
from common.roles import is_department, is_librarian
from consultations.models import Consultation


def can_keep_log(user: Any) -> bool:
    """The department records, changes and removes consultations and keeps the topics."""
    return is_department(user)


def can_see_log(user: Any) -> bool:
    """A librarian reads what was given to her organisation; the administrator nothing."""
    return is_department(user) or is_librarian(user)


def consultations_of(user: Any) -> QuerySet[Consultation]:
    """Return the consultations the person sees; removed ones only the department, to restore."""
    consultations = Consultation.objects.all()
    if can_keep_log(user):
        return consultations
    if not can_see_log(user):
        return consultations.none()
    return consultations.filter(is_removed=False, organisation__in=organisations_of(user))
