"""The bank of practices: what libraries have done well and others may repeat."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from common.files.storing import StoredPicture
from libraries.models import Library
from publications.models.themes import Theme


class Practice(models.Model):
    """A library's practice: proposed, returned with a remark, or published for everybody."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "на рассмотрении"
        RETURNED = "returned", "возвращена"
        PUBLISHED = "published", "опубликована"

    title = models.CharField("название", max_length=200)
    name_key = NormalisedField(sources=("title",))
    theme = models.CharField("тема", max_length=20, choices=Theme)
    library = models.ForeignKey(
        Library, models.PROTECT, related_name="practices", verbose_name="библиотека"
    )
    since_year = models.PositiveSmallIntegerField(
        "с какого года",
        null=True,
        blank=True,
        validators=[MinValueValidator(1950), MaxValueValidator(2100)],
    )
    summary = models.CharField("коротко, в чём суть", max_length=500)
    description = models.TextField("как это делается", max_length=20_000)
    result = models.TextField("что получилось", max_length=5_000, blank=True)
    search_key = NormalisedField(sources=("title", "summary", "description", "result"))
    state = models.CharField(
        "состояние", max_length=10, choices=State, default=State.PROPOSED, editable=False
    )
    remark = models.TextField("замечание методиста", max_length=5_000, blank=True, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="кто предложил",
    )
    published_on = models.DateField("опубликована", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "практика"
        verbose_name_plural = "практики"
        ordering = ["name_key", "pk"]
        constraints = [
            models.CheckConstraint(
                name="published_practice_has_its_date",
                condition=~models.Q(state="published") | models.Q(published_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of_row("practices:practice", self.pk)

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED


class PracticePhoto(StoredPicture):
    """The photograph of a practice, told in words for those who do not see it."""

    practice = models.OneToOneField(Practice, models.CASCADE, related_name="photo")
    alt = models.CharField("что на фотографии", max_length=300)

    class Meta:
        verbose_name = "фотография практики"
        verbose_name_plural = "фотографии практик"

    def __str__(self) -> str:
        return self.alt
