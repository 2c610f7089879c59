"""Secret addresses by which people's calendars fetch what is on them."""

import secrets

from django.conf import settings
from django.db import models


def new_key() -> str:
    """Return a key that nobody guesses."""
    return secrets.token_urlsafe(32)


class CalendarKey(models.Model):
    """The key of one person's feed; a new one closes the address that others may have learnt."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_key"
    )
    key = models.CharField(max_length=60, unique=True, default=new_key)
    made_at = models.DateTimeField("создан", auto_now=True)

    class Meta:
        verbose_name = "адрес календаря"
        verbose_name_plural = "адреса календарей"

    def __str__(self) -> str:
        return str(self.user)
