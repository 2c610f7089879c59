"""Letters about plans, on record: to whom, when, about what."""

from django.conf import settings
from django.db import models

from events.models.plans import Plan
from libraries.models import Organisation


class PlanLetter(models.Model):
    """One letter to one address. `occasion` is what it is about, so that it is written once."""

    class Kind(models.TextChoices):
        TURN = "turn", "просьба согласовать"
        TURN_REMINDER = "turn_reminder", "напоминание согласующему"
        RETURNED = "returned", "возвращено с замечаниями"
        AGREED = "agreed", "согласовано всеми"
        APPROVED = "approved", "утверждено"
        INVITATION = "invitation", "приглашение в сводный план"
        REMINDER = "reminder", "напоминание о сводном плане"
        HANDED_BACK = "handed_back", "пункты возвращены"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="letters")
    kind = models.CharField("о чём", max_length=15, choices=Kind)
    occasion = models.CharField(max_length=100, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    address = models.EmailField("адрес")
    subject = models.CharField("тема", max_length=300)
    body = models.TextField("текст")
    written_at = models.DateTimeField("написано")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField("отправлено", null=True, blank=True)

    class Meta:
        verbose_name = "письмо о плане"
        verbose_name_plural = "письма о планах"
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "occasion", "address"], name="plan_letter_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.address}"
