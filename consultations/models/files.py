"""Files beside a record of the log and beside a question."""

from django.conf import settings
from django.db import models

from common.addresses import address_of_row
from common.files.storing import StoredFile
from consultations.models.log import Consultation
from consultations.models.questions import Message, Question


class _AddedFile(StoredFile):
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто приложил"
    )
    added_at = models.DateTimeField("приложен", auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.file_name


class ConsultationFile(_AddedFile):
    """What was sent or shown at a consultation."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="files")

    class Meta:
        verbose_name = "файл консультации"
        verbose_name_plural = "файлы консультаций"
        ordering = ["pk"]

    def get_absolute_url(self) -> str:
        return address_of_row("consultations:consultation-file", self.pk)

    @property
    def owner(self) -> Consultation:
        return self.consultation

    @property
    def removal_url(self) -> str:
        return address_of_row("consultations:consultation-file-remove", self.pk)


class QuestionFile(_AddedFile):
    """A file of the question itself, or of a message about it."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="files")
    message = models.ForeignKey(
        Message, models.CASCADE, null=True, blank=True, related_name="files"
    )

    class Meta:
        verbose_name = "файл вопроса"
        verbose_name_plural = "файлы вопросов"
        ordering = ["pk"]

    def get_absolute_url(self) -> str:
        return address_of_row("consultations:question-file", self.pk)

    @property
    def owner(self) -> Question:
        return self.question

    @property
    def removal_url(self) -> str:
        return address_of_row("consultations:question-file-remove", self.pk)
