"""Competitions for the money that makes model libraries."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from libraries.models.outlines import Outline
from libraries.validators import validate_day


class Competition(models.Model):
    """A competition of one programme for the modernisation of libraries in `year`."""

    class Level(models.TextChoices):
        FEDERAL = "federal", "федеральный"
        REGIONAL = "regional", "региональный"
        MUNICIPAL = "municipal", "муниципальный"

    programme = models.CharField(
        "программа", max_length=200, help_text="Например: национальный проект «Культура»."
    )
    year = models.PositiveSmallIntegerField(
        "год модернизации", validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    level = models.CharField("уровень", max_length=20, choices=Level)
    opens_on = models.DateField("приём заявок с", validators=[validate_day])
    closes_on = models.DateField(
        "приём заявок по",
        validators=[validate_day],
        help_text="Последний день, когда заявку можно отправить.",
    )
    conditions = models.TextField(
        "условия",
        blank=True,
        validators=[MaxLengthValidator(20_000)],
        help_text="Кто может участвовать, что приложить, где опубликовано положение.",
    )
    outline = models.ForeignKey(
        Outline,
        models.PROTECT,
        related_name="+",
        verbose_name="разделы заявки",
        help_text="По этим разделам библиотеки пишут заявку.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "конкурс модельных библиотек"
        verbose_name_plural = "конкурсы модельных библиотек"
        ordering = ["-year", "-closes_on", "programme"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year", "level"],
                name="competition_once_a_year",
                violation_error_message="Такой конкурс этого года уже есть.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.year} год"

    def get_absolute_url(self) -> str:
        return address_of_row("libraries:competition", self.pk)

    def clean(self) -> None:
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": "Приём заявок кончается раньше, чем начинается."})
        if self.pk:
            self._refuse_new_name()
            self._refuse_new_outline()

    def _refuse_new_name(self) -> None:
        """Libraries already opened carry the programme's name in the registry."""
        before = Competition.objects.filter(pk=self.pk).values_list("programme", flat=True).first()
        if before != self.programme and self.applications.filter(state="opened").exists():
            raise ValidationError(
                {"programme": "По этой программе уже открыты библиотеки: её не переименовать."}
            )

    def _refuse_new_outline(self) -> None:
        """Applications are written by the headings, and compared by them."""
        before = Competition.objects.filter(pk=self.pk).values_list("outline", flat=True).first()
        if before != self.outline_id and self.applications.exists():
            raise ValidationError({"outline": "Заявки уже пишут: разделы не сменить."})

    @property
    def phase(self) -> str:
        """Say whether applications are taken today: `not_started`, `open` or `closed`."""
        today = timezone.localdate()
        if today < self.opens_on:
            return "not_started"
        return "open" if today <= self.closes_on else "closed"

    @property
    def is_open(self) -> bool:
        return self.phase == "open"

    def get_phase_display(self) -> str:
        words = {"not_started": "скоро", "open": "приём заявок", "closed": "приём окончен"}
        return words[self.phase]
