"""Good answers without names, for everybody."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from consultations.models.questions import Question
from consultations.models.topics import Topic


class ArchiveEntry(models.Model):
    """An edited copy of a question and its answer, in which nobody can be recognised."""

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        PUBLISHED = "published", "опубликован"
        WITHDRAWN = "withdrawn", "снят"

    source = models.OneToOneField(
        Question, models.PROTECT, related_name="archive_entry", verbose_name="по вопросу"
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="archive_entries", verbose_name="тема"
    )
    title = models.CharField("коротко", max_length=200)
    question = models.TextField("вопрос", max_length=10_000)
    answer = models.TextField("ответ", max_length=50_000)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.DRAFT)
    published_on = models.DateField("опубликован", null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="кто опубликовал",
    )
    search_key = NormalisedField(sources=("title", "question", "answer"))
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "ответ архива"
        verbose_name_plural = "архив ответов"
        ordering = ["-published_on", "-pk"]
        indexes = [models.Index(fields=["state", "-published_on"], name="archive_by_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of_row("consultations:archive-entry", self.pk)

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED
