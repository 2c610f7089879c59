"""Consultations that are given again and again, kept ready for recording."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from consultations.models.log import MINUTES, Consultation
from consultations.models.topics import Topic


class Template(models.Model):
    """What a new record begins with: a person's own, or without `owner` the whole department's."""

    name = models.CharField("название", max_length=100)
    name_key = NormalisedField(sources=("name",))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="consultation_templates",
        verbose_name="чей",
    )
    form = models.CharField("форма", max_length=20, choices=Consultation.Form)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="templates", verbose_name="тема")
    question = models.TextField("вопрос", max_length=10_000, blank=True)
    answer = models.TextField("что посоветовали", max_length=50_000, blank=True)
    minutes = models.PositiveSmallIntegerField("минут", null=True, blank=True, validators=MINUTES)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "шаблон консультации"
        verbose_name_plural = "шаблоны консультаций"
        ordering = ["name_key", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of_row("consultations:template-edit", self.pk)
