"""Files beside a report, and its signed scan."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.files.storing import StoredFile
from statistics.models.submissions import Submission


class ReportFile(StoredFile):
    """A checked file of a report; `file_name` is the person's own name for it.

    Its history tells who put it there and who took it away, and why if it was the department.
    """

    class Kind(models.TextChoices):
        FILE = "file", "файл"
        SCAN = "scan", "подписанный скан"

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    kind = models.CharField("что это", max_length=10, choices=Kind, default=Kind.FILE)
    # SHA-256 of what is stored.
    checksum = models.CharField(max_length=64, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField("приложен", default=timezone.now)
    history = HistoricalRecords(
        excluded_fields=["file"], history_change_reason_field=models.TextField(null=True)
    )

    class Meta:
        verbose_name = "файл отчёта"
        verbose_name_plural = "файлы отчётов"
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "kind", "checksum"], name="file_once_a_report"
            )
        ]

    def __str__(self) -> str:
        return self.file_name
