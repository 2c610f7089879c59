"""Roles of the portal's users, and the predicates every application's rules are built from.

The predicates take any user object, signed in or not, so that the registry (which stands below
the accounts) can use them too.
"""

from typing import Any

from django.db import models


class Role(models.TextChoices):
    LIBRARIAN = "librarian", "библиотекарь"
    METHODIST = "methodist", "методист"
    HEAD = "head", "заведующий отделом"
    ADMIN = "admin", "администратор"


def has_role(user: Any, *roles: Role) -> bool:
    """Return whether `user` is signed in, active and has one of `roles`."""
    return bool(user.is_authenticated and user.is_active and user.role in roles)


def is_librarian(user: Any) -> bool:
    return has_role(user, Role.LIBRARIAN)


def is_department(user: Any) -> bool:
    """Return whether `user` works in the methodological department: sees the whole region."""
    return has_role(user, Role.METHODIST, Role.HEAD)


def is_head(user: Any) -> bool:
    return has_role(user, Role.HEAD)


def is_admin(user: Any) -> bool:
    return has_role(user, Role.ADMIN)
