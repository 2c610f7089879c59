"""Who keeps the department's page and who sees people's contacts on it."""

from typing import Any

from common.roles import is_head
from publications.models import DepartmentPerson


def can_keep_department_page(user: Any) -> bool:
    return is_head(user)


def can_see_contacts(user: Any, person: DepartmentPerson) -> bool:
    """Work contacts are for colleagues, and for everybody only with the person's consent."""
    return person.is_contact_open or user.is_authenticated
