"""Collections of reports."""

from django.db import models
from simple_history.models import HistoricalRecords

from statistics.models.forms import Edition, Form


class Campaign(models.Model):
    """One edition of a form collected for one year, known as `6-nk/2025`."""

    class State(models.TextChoices):
        OPEN = "open", "идёт сбор"
        CLOSED = "closed", "завершён"

    form = models.ForeignKey(Form, models.PROTECT, related_name="campaigns", verbose_name="форма")
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="campaigns", verbose_name="редакция"
    )
    year = models.PositiveSmallIntegerField("отчётный год")
    opens_on = models.DateField("начало сбора")
    due_on = models.DateField("сдать до")
    review_due_on = models.DateField("проверить до")
    state = models.CharField("состояние", max_length=10, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField("завершён", null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "сбор отчётности"
        verbose_name_plural = "сборы отчётности"
        ordering = ["-year", "form"]
        constraints = [
            models.UniqueConstraint(fields=["form", "year"], name="campaign_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("opens_on")), name="campaign_due_after_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} за {self.year} год"

    @property
    def name(self) -> str:
        """Name in addresses and commands: `6-nk/2025`."""
        return f"{self.form.code}/{self.year}"

    @property
    def short_title(self) -> str:
        """Title for narrow places: «Форма № 6-НК за 2025 год»."""
        return f"{self.form.title.partition(' «')[0]} за {self.year} год"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
