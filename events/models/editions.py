"""What a plan was: its whole contents at a moment, and the editions that were approved."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from events.models.kept_files import KeptFile
from events.models.plans import Plan


class PlanSnapshot(models.Model):
    """The contents of a plan at a moment, words and names as they were then.

    `contents` is what `events.contents` takes down; it is never changed afterwards.
    """

    class Reason(models.TextChoices):
        DAY = "day", "черновик"
        SENT = "sent", "отправлен на согласование"
        APPROVED = "approved", "утверждён"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="snapshots")
    reason = models.CharField("почему", max_length=10, choices=Reason)
    # Of a draft: the last day whose changes it holds.
    day = models.DateField("на день")
    contents = models.JSONField("содержание", encoder=DjangoJSONEncoder)
    plan_version = models.PositiveIntegerField("версия плана")
    taken_at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        verbose_name = "состояние плана"
        verbose_name_plural = "состояния планов"
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "day"],
                condition=models.Q(reason="day"),
                name="plan_snapshot_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_reason_display()}, {self.day:%d.%m.%Y}"


class PlanEdition(KeptFile):
    """An approved text of a plan, kept for ever with its PDF.

    The first is the plan as it was approved; each amendment makes the next one.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("номер редакции")
    snapshot = models.OneToOneField(PlanSnapshot, models.PROTECT, related_name="edition")
    amendment = models.OneToOneField(
        "events.Amendment", models.PROTECT, null=True, blank=True, related_name="edition"
    )
    approved_on = models.DateField("утверждена")
    order_number = models.CharField("номер приказа", max_length=60, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="кто отметил утверждение",
    )

    class Meta:
        verbose_name = "редакция плана"
        verbose_name_plural = "редакции планов"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_edition_once")]

    def __str__(self) -> str:
        return self.amendment.title if self.amendment else "План"
