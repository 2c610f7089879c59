"""Documents made in the background."""

from django.conf import settings
from django.db import models


class DocumentFile(models.Model):
    """One document asked for: its making, progress and file.

    One asked for without signing in has no `requested_by`, and all guests share it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "в очереди"
        RUNNING = "running", "готовится"
        READY = "ready", "готов"
        FAILED = "failed", "не получился"

    document = models.CharField("документ", max_length=60)
    parameters = models.JSONField("параметры", default=dict)
    format = models.CharField("формат", max_length=5)
    data_version = models.CharField("версия данных", max_length=64)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField("готово, %", default=0)
    title = models.CharField("название", max_length=300, blank=True)
    file = models.FileField("файл", upload_to="documents/%Y/%m/", blank=True)
    error = models.TextField("ошибка", blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="кто запросил",
    )
    created_at = models.DateTimeField("запрошен", auto_now_add=True)
    finished_at = models.DateTimeField("готов", null=True, blank=True)

    class Meta:
        verbose_name = "документ"
        verbose_name_plural = "документы"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["document", "format", "data_version"])]

    def __str__(self) -> str:
        return self.title or self.document

    @property
    def is_missing(self) -> bool:
        """Whether the document was made, but its file is no longer in the store."""
        return self.state == self.State.READY and not (
            self.file and self.file.storage.exists(self.file.name)
        )
