"""Territories of the region and their inhabitants."""

from django.db import models
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from libraries.validators import (
    refuse_cycle,
    validate_oktmo,
)


class Territory(models.Model):
    """A node of the tree that starts at the region; municipalities stand under it."""

    class Kind(models.TextChoices):
        REGION = "region", "регион"
        MUNICIPAL_DISTRICT = "municipal_district", "муниципальный район"
        MUNICIPAL_OKRUG = "municipal_okrug", "муниципальный округ"
        CITY_OKRUG = "city_okrug", "городской округ"

    name = models.CharField("название", max_length=200)
    name_key = NormalisedField(sources=("name",))
    kind = models.CharField("вид", max_length=30, choices=Kind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="входит в",
    )
    oktmo = models.CharField("код ОКТМО", max_length=11, unique=True, validators=[validate_oktmo])
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "территория"
        verbose_name_plural = "территории"
        ordering = ["name_key"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of_row("libraries:territory", self.pk)

    def clean(self) -> None:
        refuse_cycle(self)


class Population(models.Model):
    """Inhabitants of a territory on 1 January of `year`."""

    territory = models.ForeignKey(
        Territory, models.CASCADE, related_name="populations", verbose_name="территория"
    )
    year = models.PositiveSmallIntegerField("год")
    number = models.PositiveIntegerField("жителей")

    class Meta:
        verbose_name = "численность населения"
        verbose_name_plural = "численность населения"
        ordering = ["territory", "year"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "year"], name="population_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.territory}, {self.year}: {self.number}"
