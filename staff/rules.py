"""Who sees and keeps the data of library people: personal data, so by scope only."""

from typing import Any

from django.db.models import QuerySet

from accounts.scope import libraries_of
from common.roles import is_department, is_librarian
from libraries.models import Library
from staff.models import Employee


def can_see_staff(user: Any) -> bool:
    """The department sees the region, a librarian her organisation; the administrator nobody."""
    return is_department(user) or is_librarian(user)


def employing_libraries_of(user: Any) -> QuerySet[Library]:
    """Return the libraries whose people the person sees and keeps."""
    return libraries_of(user) if can_see_staff(user) else Library.objects.none()


def employees_of(user: Any) -> QuerySet[Employee]:
    """Return the people in the person's scope, those who left too."""
    return Employee.objects.filter(library__in=employing_libraries_of(user))
