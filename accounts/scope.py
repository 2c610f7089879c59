"""What of the region a person sees; every application scopes its lists by these functions."""

from typing import Any

from django.db.models import QuerySet

from common.roles import is_admin, is_department, is_librarian
from libraries.models import Library, Organisation
from libraries.rules.scope import at_or_below


def sees_whole_region(user: Any) -> bool:
    return is_department(user) or is_admin(user)


def organisations_of(user: Any) -> QuerySet[Organisation]:
    """Return the organisations in the person's scope.

    The department and the administrator see all; a librarian her organisation and those below
    it, three levels in all (an association, its systems, their parts); others see none.
    """
    organisations = Organisation.objects.all()
    if sees_whole_region(user):
        return organisations
    if not is_librarian(user) or user.organisation_id is None:
        return organisations.none()
    return organisations_below(user.organisation_id)


def organisations_below(organisation_id: int) -> QuerySet[Organisation]:
    """Return the organisation itself and those below it."""
    return Organisation.objects.filter(at_or_below("", organisation_id))


def libraries_of(user: Any) -> QuerySet[Library]:
    """Return the libraries of the organisations in the person's scope, closed ones too."""
    libraries = Library.objects.all()
    if sees_whole_region(user):
        return libraries
    if not is_librarian(user) or user.organisation_id is None:
        return libraries.none()
    return libraries.filter(at_or_below("organisation__", user.organisation_id))
