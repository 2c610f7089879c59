"""Files with the registry, waiting for their owners."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class RegistryImport(models.Model):
    """A file with libraries, read and compared, waiting for its owner to confirm.

    `rows` are made by libraries.imports.comparing and never come from the browser.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт подтверждения"
        SAVED = "saved", "загружен"
        CANCELLED = "undone", "отменён"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    file_name = models.CharField("файл", max_length=200)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.WAITING)
    rows = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    unknown_columns = models.JSONField(default=list)
    created_at = models.DateTimeField("загружен", auto_now_add=True)
    saved_at = models.DateTimeField("подтверждён", null=True, blank=True)

    class Meta:
        verbose_name = "загрузка реестра"
        verbose_name_plural = "загрузки реестра"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name

    def rows_of(self, status: str) -> list[dict[str, Any]]:
        """Return the rows that are added, changed, unchanged or refused."""
        return [row for row in self.rows if row["status"] == status]
