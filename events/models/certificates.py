"""Certificates of those who took part in events."""

import secrets

from django.db import models
from django.utils import timezone

from common.addresses import address_of_row
from events.models.participation import Participation

# Without those that look alike on paper: 0 and O, 1 and I.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_SIGNS = 8


def new_code() -> str:
    """Return a code that nobody guesses: one of a million million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_SIGNS))


class Certificate(models.Model):
    """A person's paper: `name` is as it stood on the day of issue, `number` is its number.

    Whoever holds the paper verifies it by number and code; a revoked one is told to be so.
    """

    participation = models.OneToOneField(
        Participation, models.CASCADE, related_name="certificate", verbose_name="участие"
    )
    number = models.CharField("номер", max_length=40, unique=True)
    code = models.CharField("код проверки", max_length=CODE_SIGNS, default=new_code)
    name = models.CharField("кому выдан", max_length=310)
    issued_on = models.DateField("выдан", default=timezone.localdate)
    revoked_at = models.DateTimeField("аннулирован", null=True)

    class Meta:
        verbose_name = "сертификат участника"
        verbose_name_plural = "сертификаты участников"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"сертификат № {self.number}"

    def get_absolute_url(self) -> str:
        return address_of_row("gatherings:event", self.participation.event_id)

    @property
    def initials(self) -> str:
        """All that the page of verification tells of the person: «И. М. П.»."""
        return " ".join(f"{word[0]}." for word in self.name.split())
