"""Who applies for the status of a model library, who decides, who sees what."""

from typing import Any

from django.db.models import QuerySet

from common.roles import is_department, is_head, is_librarian
from libraries.models import Competition, Library, ModelApplication, ModelMonitoring
from libraries.rules.scope import at_or_below


def keeps_models(user: Any) -> bool:
    """The department announces competitions, checks applications, records results and visits."""
    return is_department(user)


def may_take_status_away(user: Any) -> bool:
    return is_head(user)


def works_with_competitions(user: Any) -> bool:
    return is_department(user) or is_librarian(user)


def applications_of(user: Any) -> QuerySet[ModelApplication]:
    """Return the applications that the person sees: the department all, a librarian her own."""
    applications = ModelApplication.objects.all()
    if keeps_models(user):
        return applications
    if not _has_own(user):
        return applications.none()
    return applications.filter(at_or_below("organisation__", user.organisation_id))


def own_libraries(user: Any) -> QuerySet[Library]:
    """Return the libraries for which a librarian may apply."""
    if not _has_own(user):
        return Library.objects.none()
    return Library.objects.filter(at_or_below("organisation__", user.organisation_id))


def monitorings_of(user: Any) -> QuerySet[ModelMonitoring]:
    """Return the visits that the person reads: the department all, a librarian her libraries'."""
    monitorings = ModelMonitoring.objects.all()
    if keeps_models(user):
        return monitorings
    if not _has_own(user):
        return monitorings.none()
    return monitorings.filter(at_or_below("library__organisation__", user.organisation_id))


def may_apply(user: Any, competition: Competition) -> bool:
    return is_librarian(user) and competition.is_open


def may_write(user: Any, application: ModelApplication) -> bool:
    """Only the applicant's librarians write it, and only while it is with them."""
    return is_librarian(user) and application.is_with_library


def may_attach(user: Any, application: ModelApplication) -> bool:
    """The department adds papers to an application that it has: orders, contracts, reports."""
    return may_write(user, application) or (keeps_models(user) and not application.is_with_library)


def _has_own(user: Any) -> bool:
    return is_librarian(user) and user.organisation_id is not None
