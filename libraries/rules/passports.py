"""Who keeps, confirms and sees the passports of libraries."""

from typing import Any

from django.db.models import QuerySet

from common.roles import is_department, is_librarian
from libraries.models import Library, LibraryPhoto
from libraries.rules.registry import is_inside
from libraries.rules.scope import at_or_below


def can_keep_passports(user: Any) -> bool:
    """A librarian proposes changes for her libraries; the department's need no confirmation."""
    return is_librarian(user) or is_department(user)


def can_confirm_passports(user: Any) -> bool:
    return is_department(user)


def passports_of(user: Any) -> QuerySet[Library]:
    """Return the libraries whose passports are in the person's care."""
    if is_department(user):
        return Library.objects.all()
    if not is_librarian(user) or user.organisation_id is None:
        return Library.objects.none()
    return Library.objects.filter(at_or_below("organisation__", user.organisation_id))


def can_see_photo(user: Any, photo: LibraryPhoto) -> bool:
    """Confirmed photographs are public; one that waits is seen inside; a removed one by nobody."""
    if photo.removed_at is not None:
        return False
    return photo.is_confirmed or is_inside(user, photo.library)
