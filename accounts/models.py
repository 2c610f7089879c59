"""Users of the portal."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from common.fields import NormalisedField
from common.roles import Role
from libraries.models import Organisation

STATUSES = {"active": "работает", "invited": "ждём первого входа", "inactive": "вход закрыт"}
UNRECORDED_FIELDS = {"password", "last_login"}


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user who signs in by `email`; without `password` she cannot sign in yet."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an administrator of the portal; the command `createsuperuser` calls this."""
        return self.create_user(email, password, role=Role.ADMIN, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in; a librarian's scope is her organisation and those below it."""

    email = models.EmailField("электронная почта", unique=True)
    last_name = models.CharField("фамилия", max_length=100)
    first_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    name_key = NormalisedField(sources=("last_name", "first_name", "patronymic"))
    post = models.CharField("должность", max_length=200, blank=True)
    phone = models.CharField("телефон", max_length=60, blank=True)
    role = models.CharField("роль", max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name="учреждение",
    )
    is_active = models.BooleanField("может входить", default=True)
    # Part of every session's signature: raised when the way in is closed, so that a session from
    # before does not come back to life when it is opened again.
    session_series = models.PositiveIntegerField(default=0, editable=False)
    invited_at = models.DateTimeField("приглашена", null=True, blank=True, editable=False)
    date_joined = models.DateTimeField("добавлена", auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords(excluded_fields=["password", "last_login", "session_series"])

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["last_name", "first_name"]

    objects = UserManager()

    class Meta:
        verbose_name = "пользователь"
        verbose_name_plural = "пользователи"
        ordering = ["name_key"]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; signing in and changing a password leave no record in the history of the person."""
        changed = set(kwargs.get("update_fields") or [])
        if not changed or changed - UNRECORDED_FIELDS:
            super().save(*args, **kwargs)
            return
        self.skip_history_when_saving = True
        try:
            super().save(*args, **kwargs)
        finally:
            del self.skip_history_when_saving

    def get_session_auth_hash(self) -> str:
        """Return what a session must carry to be this person's still."""
        return f"{super().get_session_auth_hash()}{self.session_series}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for fallback in super().get_session_auth_fallback_hash():
            yield f"{fallback}{self.session_series}"

    def clean(self) -> None:
        self.email = self.email.lower()
        if self.role == Role.LIBRARIAN and self.organisation_id is None:
            raise ValidationError({"organisation": "Укажите учреждение, за которое она отвечает."})

    @property
    def status(self) -> str:
        """Say whether the person works here: `active`, `invited` (has not come yet), `inactive`."""
        if not self.is_active:
            return "inactive"
        return "active" if self.last_login else "invited"

    def get_status_display(self) -> str:
        return STATUSES[self.status]

    @property
    def full_name(self) -> str:
        """Name as in documents: «Соколова Анна Петровна»."""
        return " ".join(filter(None, (self.last_name, self.first_name, self.patronymic)))

    @property
    def short_name(self) -> str:
        """Name as in plans: «Соколова А. П.»."""
        initials = [f"{name[0]}." for name in (self.first_name, self.patronymic) if name]
        return "\N{NO-BREAK SPACE}".join([self.last_name, *initials])
