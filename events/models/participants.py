"""Organisations that write a consolidated plan together."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from events.models.plans import Plan
from libraries.models import Organisation


class Participant(models.Model):
    """An organisation invited into a consolidated plan: it edits its own rows until a day."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="participants")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="participations", verbose_name="организация"
    )
    due_on = models.DateField("сдать до")
    note = models.TextField("что написать организации", blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    invited_at = models.DateTimeField("приглашена", auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("сдано", null=True, blank=True)

    class Meta:
        verbose_name = "участник сводного плана"
        verbose_name_plural = "участники сводных планов"
        ordering = ["organisation__name_key"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "organisation"], name="participant_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def is_late(self) -> bool:
        """Whether the day is over and the organisation has not handed in."""
        return self.answered_at is None and self.due_on < timezone.localdate()
