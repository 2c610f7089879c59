"""What is done with users: inviting, changing, closing and opening the way in."""

from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import rules
from accounts.models import User
from common.roles import Role
from common.text import normalise

OWN_FIELDS = ("last_name", "first_name", "patronymic", "post", "phone")
EDITABLE_FIELDS = ("email", *OWN_FIELDS, "role", "organisation")


class ChangedMeanwhileError(Exception):
    """Somebody saved the person's data after the form was opened; `user` is as stored now."""

    def __init__(self, user: User) -> None:
        super().__init__(user.pk)
        self.user = user


@transaction.atomic
def invite(fields: Mapping[str, Any], by: User) -> User:
    """Create a person who cannot sign in until she sets a password by the link in her letter.

    Raises PermissionDenied, ValidationError.
    """
    _allow(rules.may_give_role(by, fields["role"]))
    user = User(**{name: fields[name] for name in EDITABLE_FIELDS if name in fields})
    user.set_unusable_password()
    user.invited_at = timezone.now()
    return _save(user, by)


@transaction.atomic
def resend_invitation(user: User, by: User) -> User:
    """Renew the invitation: the former link stops working. Raises PermissionDenied."""
    user = _locked(user)
    _allow(rules.may_resend_invitation(by, user))
    user.set_unusable_password()
    user.invited_at = timezone.now()
    return _save(user, by)


@transaction.atomic
def change_user(user: User, fields: Mapping[str, Any], version: int, by: User) -> User:
    """Change a person's data, if nobody has since `version`.

    Raises ChangedMeanwhileError, PermissionDenied, ValidationError (the last head or administrator
    keeps her role).
    """
    user = _locked(user)
    role = fields.get("role", user.role)
    _allow(rules.may_change(by, user) and rules.may_give_role(by, role))
    if _has_all(user, fields):
        return user
    if user.version != version:
        raise ChangedMeanwhileError(user)
    if role != user.role:
        _keep_last_of_role(user)
    if fields.get("email", user.email) != user.email:
        EmailAddress.objects.filter(user=user).delete()
    return _assign(user, {name: fields[name] for name in EDITABLE_FIELDS if name in fields}, by)


@transaction.atomic
def change_own_data(user: User, fields: Mapping[str, Any], version: int) -> User:
    """Change one's own name, post and telephone. Raises ChangedMeanwhileError, ValidationError."""
    user = _locked(user)
    own = {name: fields[name] for name in OWN_FIELDS}
    if _has_all(user, own):
        return user
    if user.version != version:
        raise ChangedMeanwhileError(user)
    return _assign(user, own, user)


@transaction.atomic
def deactivate(user: User, by: User) -> User:
    """Close the person's way in, at once and for every session; all she has done stays.

    Raises PermissionDenied, ValidationError (the last head or administrator).
    """
    user = _locked(user)
    _allow(rules.may_deactivate(by, user))
    _keep_last_of_role(user)
    return _assign(user, {"is_active": False, "session_series": user.session_series + 1}, by)


@transaction.atomic
def reactivate(user: User, by: User) -> User:
    """Open the person's way in again, with her former password. Raises PermissionDenied."""
    user = _locked(user)
    _allow(rules.may_reactivate(by, user))
    return _assign(user, {"is_active": True}, by)


@transaction.atomic
def make_impersonal(user: User, last_name: str, first_name: str, by: User) -> User:
    """Close the way in for good and put a mark in place of the person, in the history too.

    What she has done stays, under the mark. Raises PermissionDenied, ValidationError (the last
    head or administrator).
    """
    user = _locked(user)
    _allow(rules.may_change(by, user) and user.pk != by.pk)
    _keep_last_of_role(user)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    name = {"last_name": last_name, "first_name": first_name, "patronymic": ""}
    known = {**name, "email": f"impersonal-{user.pk}@portal.invalid", "phone": "", "post": ""}
    key = normalise(f"{last_name} {first_name}")
    user.history.update(**known, name_key=key, history_change_reason=None)
    user.set_unusable_password()
    closed = {"is_active": False, "session_series": user.session_series + 1}
    return _assign(user, {**known, **closed}, by)


@transaction.atomic
def accept_invitation(user: User, password: str) -> User:
    """Set the invited person's first password.

    Raises PermissionDenied when she already has one, or her way in is closed.
    """
    user = _locked(user)
    _allow(user.is_active and not user.has_usable_password())
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def _allow(may: bool) -> None:
    if not may:
        raise PermissionDenied


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _has_all(user: User, fields: Mapping[str, Any]) -> bool:
    """Return whether nothing is left to change: nobody typed anything, or clicked twice."""
    told = {name: value for name, value in fields.items() if name in EDITABLE_FIELDS}
    return all(getattr(user, name) == value for name, value in told.items())


def _keep_last_of_role(user: User) -> None:
    """Refuse when nobody else could manage users, or approve, after the change."""
    if user.role not in (Role.HEAD, Role.ADMIN) or not user.is_active:
        return
    others = User.objects.select_for_update().filter(role=user.role, is_active=True)
    if not list(others.exclude(pk=user.pk).values_list("pk", flat=True)):
        raise ValidationError(
            f"Это единственный пользователь с ролью «{user.get_role_display()}». "
            "Сначала назначьте на эту роль другого человека."
        )


def _assign(user: User, fields: Mapping[str, Any], by: User) -> User:
    for name, value in fields.items():
        setattr(user, name, value)
    user.version += 1
    return _save(user, by)


def _save(user: User, by: User) -> User:
    user._history_user = by
    user.full_clean(exclude=["password"])
    user.save()
    return user
