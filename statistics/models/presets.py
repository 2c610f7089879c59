"""Choices of the summary builder that people keep."""

from django.conf import settings
from django.db import models


class SummaryPreset(models.Model):
    """A table of the summary builder under a name: its owner's alone, or shared with all.

    `query` is the choice as an address tells it, without the year, so that it serves every year.
    """

    name = models.CharField("название", max_length=100)
    query = models.TextField("выбор", max_length=2000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="summary_presets"
    )
    is_shared = models.BooleanField("виден всем", default=False)
    created_at = models.DateTimeField("сохранён", auto_now_add=True)

    class Meta:
        verbose_name = "набор конструктора"
        verbose_name_plural = "наборы конструктора"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="preset_once_an_owner",
                violation_error_message="Набор с таким названием у Вас уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.name
