"""Questions that librarians ask through the portal, and what is written about them."""

import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from consultations.models.log import Consultation
from consultations.models.topics import Topic
from libraries.models import Library, Organisation

BEST = 5


class AnsweringOrder(models.Model):
    """How questions are answered in this department; there is one row."""

    methodist = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто отвечает, если у темы никого нет",
    )
    days = models.PositiveSmallIntegerField(
        "срок ответа, рабочих дней",
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "порядок ответов"
        verbose_name_plural = "порядок ответов"

    def __str__(self) -> str:
        return "порядок ответов на вопросы"


class Question(models.Model):
    """A question of a librarian; `organisation` is hers on the day she asked.

    The first answer makes one record of the log, `consultation`; later ones are added to it.
    """

    class State(models.TextChoices):
        NEW = "new", "новый"
        IN_WORK = "in_work", "в работе"
        REOPENED = "reopened", "задан ещё вопрос"
        ANSWERED = "answered", "есть ответ"
        CLOSED = "closed", "закрыт"

    OPEN = (State.NEW, State.IN_WORK, State.REOPENED)

    title = models.CharField("коротко", max_length=200)
    text = models.TextField("вопрос", max_length=10_000)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="questions", verbose_name="тема")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="questions",
        verbose_name="кто спросил",
    )
    asked_at = models.DateTimeField("задан", default=timezone.now, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="questions", verbose_name="учреждение"
    )
    library = models.ForeignKey(
        Library,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name="библиотека",
    )
    methodist = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="questions_in_charge",
        verbose_name="кто отвечает",
    )
    state = models.CharField("состояние", max_length=10, choices=State, default=State.NEW)
    due_on = models.DateField("ответить до")
    answered_at = models.DateTimeField("ответ дан", null=True, blank=True)
    rating = models.PositiveSmallIntegerField(
        "оценка",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(BEST)],
    )
    rating_comment = models.TextField("отзыв", max_length=2_000, blank=True)
    consultation = models.OneToOneField(
        Consultation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="asked_as",
        verbose_name="запись журнала",
    )
    search_key = NormalisedField(sources=("title", "text"))
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "вопрос"
        verbose_name_plural = "вопросы"
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["-asked_at", "-id"], name="question_by_time"),
            models.Index(fields=["state", "due_on"], name="question_by_term"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of_row("consultations:question", self.pk)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    def is_overdue(self, day: dt.date | None = None) -> bool:
        """Whether an answer is still owed after its term."""
        return self.is_open and self.due_on < (day or timezone.localdate())


class Message(models.Model):
    """What was written about a question, in order; never changed afterwards."""

    class Kind(models.TextChoices):
        ANSWER = "answer", "ответ"
        CLARIFYING = "clarifying", "методист уточняет"
        FOLLOW_UP = "follow_up", "дополнение"
        HANDED_OVER = "handed_over", "передано"

    question = models.ForeignKey(Question, models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто"
    )
    kind = models.CharField("что", max_length=12, choices=Kind)
    text = models.TextField("текст", max_length=20_000, blank=True)
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        verbose_name = "сообщение"
        verbose_name_plural = "сообщения"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.question}"
