"""Who applies for the status of a centre, who assesses, who decides, who sees what."""

from typing import Any

from django.db.models import Q, QuerySet

from common.roles import is_department, is_librarian
from libraries.models import Examination, Expert, Library
from libraries.rules.model_status import own_libraries
from libraries.rules.scope import at_or_below

EXAMINED_KINDS = (Library.Kind.SCHOOL, Library.Kind.COLLEGE)


def keeps_examinations(user: Any) -> bool:
    """The department keeps the criteria, appoints experts, concludes, records the decision."""
    return is_department(user)


def works_with_examinations(user: Any) -> bool:
    return is_department(user) or is_librarian(user)


def examinations_of(user: Any) -> QuerySet[Examination]:
    """Return what the person sees: the department all, a librarian her own and those she assesses.

    An expert sees an examination only while she is appointed, never a draft.
    """
    examinations = Examination.objects.all()
    if keeps_examinations(user):
        return examinations
    if not is_librarian(user):
        return examinations.none()
    own = Q(pk__in=own_examinations(user).values("pk"))
    return examinations.filter(own | Q(pk__in=_assessed_by(user)))


def own_examinations(user: Any) -> QuerySet[Examination]:
    """Return the examinations of a librarian's own libraries."""
    if not is_librarian(user) or user.organisation_id is None:
        return Examination.objects.none()
    return Examination.objects.filter(at_or_below("organisation__", user.organisation_id))


def is_applicant(user: Any, examination: Examination) -> bool:
    return own_examinations(user).filter(pk=examination.pk).exists()


def examined_libraries(user: Any) -> QuerySet[Library]:
    """Return the school and college libraries for which a librarian may apply."""
    return own_libraries(user).filter(kind__in=EXAMINED_KINDS, closed_on__isnull=True)


def sheets_of(user: Any) -> QuerySet[Expert]:
    """Return the sheets that the person fills: one's own; the department, those of outsiders."""
    if keeps_examinations(user):
        return Expert.objects.filter(Q(user=user) | Q(user__isnull=True))
    return Expert.objects.filter(user=user) if is_librarian(user) else Expert.objects.none()


def may_see_experts(user: Any, examination: Examination) -> bool:
    """The applicant learns the experts' names only where the department allows it."""
    return keeps_examinations(user) or examination.shows_experts


def _assessed_by(user: Any) -> QuerySet[Any]:
    return Expert.objects.filter(user=user).values("examination")
