"""What consultations are about."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from common.text import normalise


class Topic(models.Model):
    """What a consultation is about; a topic out of use stays in the old records."""

    name = models.CharField("тема", max_length=200)
    name_key = NormalisedField(sources=("name",))
    is_active = models.BooleanField("предлагать в новых записях", default=True)
    methodist = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="topics_in_charge",
        verbose_name="кто отвечает на вопросы",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "тема консультаций"
        verbose_name_plural = "темы консультаций"
        ordering = ["name_key"]
        constraints = [models.UniqueConstraint(fields=["name_key"], name="topic_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of_row("consultations:topic-edit", self.pk)

    def clean(self) -> None:
        same = Topic.objects.filter(name_key=normalise(self.name)).exclude(pk=self.pk)
        if same.exists():
            raise ValidationError({"name": "Такая тема уже есть."})
