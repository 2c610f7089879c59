"""Visits to model libraries after their opening: what was found, advised and mended."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from libraries.models.libraries import Library
from libraries.models.outlines import Outline, OutlineItem
from libraries.validators import validate_day


class ModelMonitoring(models.Model):
    """One visit to a model library, with figures before the modernisation and now."""

    library = models.ForeignKey(
        Library, models.PROTECT, related_name="model_monitorings", verbose_name="библиотека"
    )
    outline = models.ForeignKey(
        Outline, models.PROTECT, related_name="+", editable=False, verbose_name="критерии"
    )
    visited_on = models.DateField(
        "дата мониторинга", default=timezone.localdate, validators=[validate_day]
    )
    visitors = models.CharField(
        "кто проводил", max_length=300, help_text="Фамилии и должности, через запятую."
    )
    visits_before = models.PositiveIntegerField("посещений за год до", null=True, blank=True)
    visits_now = models.PositiveIntegerField("посещений за последний год", null=True, blank=True)
    users_before = models.PositiveIntegerField("пользователей до", null=True, blank=True)
    users_now = models.PositiveIntegerField("пользователей сейчас", null=True, blank=True)
    summary = models.TextField("общий вывод", blank=True, validators=[MaxLengthValidator(20_000)])
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="кто записал",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "мониторинг модельной библиотеки"
        verbose_name_plural = "мониторинг модельных библиотек"
        ordering = ["-visited_on", "-pk"]

    def __str__(self) -> str:
        return f"мониторинг {self.visited_on:%d.%m.%Y}: {self.library}"

    def get_absolute_url(self) -> str:
        return address_of_row("libraries:monitoring", self.pk)

    @property
    def figures(self) -> list[tuple[str, int | None, int | None]]:
        return [
            ("Посещений за год", self.visits_before, self.visits_now),
            ("Пользователей", self.users_before, self.users_now),
        ]


class MonitoringAnswer(models.Model):
    """Whether the library meets one criterion on the day of the visit."""

    class Value(models.TextChoices):
        YES = "yes", "да"
        PARTLY = "partly", "частично"
        NO = "no", "нет"

    monitoring = models.ForeignKey(ModelMonitoring, models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(
        OutlineItem, models.PROTECT, related_name="+", verbose_name="критерий"
    )
    value = models.CharField("выполнен", max_length=10, choices=Value)
    comment = models.CharField("пояснение", max_length=500, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "ответ на критерий"
        verbose_name_plural = "ответы на критерии"
        constraints = [
            models.UniqueConstraint(fields=["monitoring", "criterion"], name="criterion_once")
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_value_display()}"

    @property
    def mark(self) -> str:
        """The mark of the answer, one that people know from other lists."""
        return {"yes": "accepted", "partly": "warning", "no": "error"}[self.value]


class MonitoringAdvice(models.Model):
    """What the visitors asked to mend, by when, and what came of it."""

    monitoring = models.ForeignKey(ModelMonitoring, models.CASCADE, related_name="advice")
    text = models.TextField("рекомендация", max_length=2000)
    due_on = models.DateField("срок", validators=[validate_day])
    done_on = models.DateField("выполнена", null=True, blank=True, validators=[validate_day])
    outcome = models.CharField("что сделано", max_length=500, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "рекомендация"
        verbose_name_plural = "рекомендации"
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_overdue(self) -> bool:
        return self.done_on is None and self.due_on < timezone.localdate()
