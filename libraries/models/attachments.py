"""Papers that stand beside applications; seen by the applicant, the department and the experts."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from common.files.storing import StoredFile
from libraries.models.model_status import ModelApplication


class Attachment(StoredFile):
    """A checked file with the words that people know it by."""

    title = models.CharField("название", max_length=200)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто приложил",
    )
    added_at = models.DateTimeField("приложен", default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.title


class ApplicationFile(Attachment):
    application = models.ForeignKey(ModelApplication, models.CASCADE, related_name="files")

    class Meta(Attachment.Meta):
        verbose_name = "документ заявки"
        verbose_name_plural = "документы заявок"
