"""Series of publications."""

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from common.text import normalise
from publications.validators import validate_issn


class Series(models.Model):
    """A series whose issues come out one after another under a common title."""

    name = models.CharField("название серии", max_length=300)
    name_key = NormalisedField(sources=("name",))
    issn = models.CharField("ISSN", max_length=9, blank=True, validators=[validate_issn])
    about = models.TextField("о чём и для кого серия", max_length=2_000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "серия"
        verbose_name_plural = "серии"
        ordering = ["name_key"]
        constraints = [models.UniqueConstraint(fields=["name_key"], name="series_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of_row("publications:series", self.pk)

    def clean(self) -> None:
        same = Series.objects.filter(name_key=normalise(self.name)).exclude(pk=self.pk)
        if same.exists():
            raise ValidationError({"name": "Такая серия уже есть."})
