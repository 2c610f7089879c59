"""Who may do what in the registry. Reading it is open to everyone."""

from typing import Any

from common.roles import Role, has_role, is_department, is_librarian
from libraries.models import Library


def can_edit_registry(user: Any) -> bool:
    """The department keeps the registry: adds, changes, closes, imports."""
    return is_department(user)


def can_see_history(user: Any) -> bool:
    return has_role(user, Role.METHODIST, Role.HEAD, Role.ADMIN)


def can_see_staff_of(user: Any, library: Library) -> bool:
    """People's data are for the department and for the organisation that employs them."""
    is_own = is_librarian(user) and user.organisation_id == library.organisation_id
    return is_department(user) or is_own
