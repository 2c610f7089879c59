"""Sets of criteria by which experts assess a library: data, kept by editions."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from common.addresses import address_of_row

MOST_POINTS = 100


class CriteriaSet(models.Model):
    """An edition of the criteria for a status; never changed, a new edition takes its place."""

    status = models.CharField(
        "статус",
        max_length=200,
        help_text="Что присваивают, например: информационно-библиотечный центр.",
    )
    edition = models.PositiveSmallIntegerField("редакция")
    minimum = models.PositiveSmallIntegerField(
        "проходной балл", validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    years = models.PositiveSmallIntegerField(
        "на сколько лет присваивают",
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    is_active = models.BooleanField("действует", default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="автор",
    )
    created_at = models.DateTimeField("создана", auto_now_add=True)

    class Meta:
        verbose_name = "набор критериев"
        verbose_name_plural = "наборы критериев"
        ordering = ["status", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["status", "edition"], name="criteria_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.status}, редакция {self.edition}"

    def get_absolute_url(self) -> str:
        return address_of_row("libraries:criteria", self.pk)


class Criterion(models.Model):
    """One criterion with the most points that it may bring."""

    criteria = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField("номер")
    group = models.CharField("группа", max_length=200)
    text = models.CharField("критерий", max_length=500)
    points = models.PositiveSmallIntegerField(
        "баллов", validators=[MinValueValidator(1), MaxValueValidator(MOST_POINTS)]
    )

    class Meta:
        verbose_name = "критерий"
        verbose_name_plural = "критерии"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["criteria", "position"], name="criterion_position_once")
        ]

    def __str__(self) -> str:
        return self.text
