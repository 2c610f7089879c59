"""Who may do what in the registry. Reading it is open to everyone."""

from typing import Any

from common.roles import Role, has_role, is_department, is_librarian
from libraries.models import Library, Organisation

LEVELS = 3


def can_edit_registry(user: Any) -> bool:
    """The department keeps the registry: adds, changes, closes, imports."""
    return is_department(user)


def can_see_history(user: Any) -> bool:
    return has_role(user, Role.METHODIST, Role.HEAD, Role.ADMIN)


def is_inside(user: Any, library: Library) -> bool:
    """Whether the library is in the person's care: the department's, or her organisation's.

    A librarian cares for the libraries of her organisation and of those below it, three levels
    in all, as accounts.scope says.
    """
    return is_department(user) or is_own(user, library)


def is_own(user: Any, library: Library) -> bool:
    """Whether the person is a librarian of the library's organisation, or of one above it."""
    return works_in(user, library.organisation)


def works_in(user: Any, organisation: Organisation | None) -> bool:
    """Whether the person is a librarian of the organisation, or of one above it."""
    if not is_librarian(user):
        return False
    above: list[int] = []
    while organisation is not None and len(above) < LEVELS:
        above.append(organisation.pk)
        organisation = organisation.parent
    return user.organisation_id in above


def can_see_contacts(user: Any, organisation: Organisation) -> bool:
    """People to turn to are known to the department and to their own organisation."""
    return is_department(user) or works_in(user, organisation)


def can_see_staff_of(user: Any, library: Library) -> bool:
    """People's data are for the department and for the organisation that employs them."""
    return is_inside(user, library)
