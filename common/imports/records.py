"""What is kept of an uploaded table until its owner confirms or cancels it."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

# Rows of these wait for the person: the file is not right yet.
NOT_RIGHT = ("refused", "doubtful")
WRITTEN = ("added", "changed")


class PreviewedImport(models.Model):
    """A table, read and compared, waiting for its owner to confirm.

    `rows` are made by the importer and never come from the browser. `source` is the sheet as it
    was read, kept to compare it again when the person has answered; it is dropped at the end.
    `answers` tell by the number of a doubtful row: a key of a row, "new" or "skip".
    """

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт подтверждения"
        SAVED = "saved", "загружен"
        CANCELLED = "undone", "отменён"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField("что загружают", max_length=30)
    file_name = models.CharField("файл", max_length=200)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.WAITING)
    source = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    rows = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    unknown_columns = models.JSONField(default=list)
    created_at = models.DateTimeField("загружен", auto_now_add=True)
    saved_at = models.DateTimeField("подтверждён", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name

    def rows_of(self, *statuses: str) -> list[dict[str, Any]]:
        """Return the rows that are added, changed, unchanged, doubtful, skipped or refused."""
        return [row for row in self.rows if row["status"] in statuses]

    @property
    def is_right(self) -> bool:
        """Whether no cell is wrong and no question is open."""
        return not self.rows_of(*NOT_RIGHT)
