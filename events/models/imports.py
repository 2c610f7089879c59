"""Imports of plans from files and the clipboard."""

from django.conf import settings
from django.db import models

from events.models.plans import Plan


class PlanImport(models.Model):
    """One file or pasted table on its way into a plan: preview, saving, undoing."""

    class State(models.TextChoices):
        PREVIEW = "preview", "просмотр"
        SAVED = "saved", "сохранён"
        UNDONE = "undone", "отменён"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="imports")
    source = models.CharField("файл", max_length=255)
    rows = models.JSONField("прочитанные строки", default=list)
    # Keys of the saved items with lines that nobody has paired, until somebody has looked at them.
    unpaired = models.JSONField("пункты без сопоставления", default=list, blank=True)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.PREVIEW)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "загрузка плана"
        verbose_name_plural = "загрузки планов"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.source
