"""How the facts of a planned figure are counted."""

from django.conf import settings
from django.db import models

from events.models.plans import PlannedFigure


class CountingRule(models.Model):
    """From which records the fact of a planned figure is counted, as a person has chosen.

    `source` names one of the records known to common.planned, `measure` what of them is counted
    (the records, the people), `narrowing` the values taken, by the name of the attribute: {"form":
    ["group", "online"]}. A figure without a rule has no fact: nothing is guessed by its name.
    """

    figure = models.OneToOneField(PlannedFigure, models.CASCADE, related_name="counting")
    source = models.CharField("что считать", max_length=40)
    measure = models.CharField("в чём", max_length=20)
    narrowing = models.JSONField("какие из них", default=dict, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    chosen_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = "правило счёта показателя"
        verbose_name_plural = "правила счёта показателей"

    def __str__(self) -> str:
        return f"{self.figure.name}: {self.source}"
