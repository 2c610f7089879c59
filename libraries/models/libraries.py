"""Libraries: the service points of organisations."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from libraries.models.organisations import Organisation
from libraries.models.territories import Territory
from libraries.validators import (
    validate_day,
    validate_phone,
)


class ReaderFacts(models.Model):
    """What readers ask of a library first; its librarian keeps it herself (see passports)."""

    phone = models.CharField("телефон", max_length=60, blank=True, validators=[validate_phone])
    email = models.EmailField("электронная почта", blank=True)
    website = models.URLField("сайт", blank=True)
    hours = models.CharField("часы работы", max_length=300, blank=True)
    has_mfc = models.BooleanField("филиал МФЦ", default=False)
    has_legal_centre = models.BooleanField("центр правовой информации", default=False)

    class Meta:
        abstract = True


class Library(ReaderFacts):
    """A service point of an organisation: the central library or a branch."""

    class Kind(models.TextChoices):
        CENTRAL = "central", "центральная"
        CITY = "city", "городская"
        RURAL = "rural", "сельская"
        CHILDREN = "children", "детская"
        YOUTH = "youth", "юношеская"
        SCHOOL = "school", "школьная"
        COLLEGE = "college", "библиотека колледжа"
        SPECIAL = "special", "специальная"

    OF_EDUCATION = (Kind.SCHOOL, Kind.COLLEGE)

    class Settlement(models.TextChoices):
        CITY = "city", "город"
        URBAN = "urban", "посёлок городского типа"
        RURAL = "rural", "сельский населённый пункт"

    code = models.CharField("код", max_length=20, unique=True)
    name = models.CharField("название", max_length=300)
    name_key = NormalisedField(sources=("name",))
    search_key = NormalisedField(sources=("code", "name", "locality", "address"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="libraries", verbose_name="учреждение"
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="libraries", verbose_name="территория"
    )
    kind = models.CharField("вид", max_length=20, choices=Kind)
    settlement = models.CharField("тип населённого пункта", max_length=10, choices=Settlement)
    locality = models.CharField("населённый пункт", max_length=200)
    address = models.CharField("адрес", max_length=300, blank=True)
    opened_on = models.DateField("открыта", null=True, blank=True, validators=[validate_day])
    closed_on = models.DateField("закрыта", null=True, blank=True, validators=[validate_day])
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="правопреемник",
    )
    model_year = models.PositiveSmallIntegerField(
        "модельная с года",
        null=True,
        blank=True,
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
    )
    model_programme = models.CharField("программа модернизации", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "библиотека"
        verbose_name_plural = "библиотеки"
        ordering = ["name_key", "code"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of_row("libraries:library", self.pk)

    def clean(self) -> None:
        if self.opened_on and self.closed_on and self.closed_on < self.opened_on:
            raise ValidationError({"closed_on": "Библиотека закрыта раньше, чем открыта."})
        if self.successor_id and self.successor_id == self.pk:
            raise ValidationError({"successor": "Библиотека не может наследовать сама себе."})
        if self.pk:
            self._refuse_status_beside_story()

    def _refuse_status_beside_story(self) -> None:
        """Where the portal holds the story of the modernisation, the status follows from it."""
        story = (
            self.model_applications.filter(state="opened")
            .select_related("competition")
            .order_by("-opened_on")
            .first()
        )
        if story is None:
            return
        is_lost = self.model_losses.filter(lost_on__gte=story.opened_on).exists()
        told = (None, "") if is_lost else (story.opened_on.year, story.competition.programme)
        if (self.model_year, self.model_programme) != told:
            raise ValidationError(
                {
                    "model_year": "Год и программа следуют из открытия после модернизации. "
                    "Утрату статуса записывают на странице модельной библиотеки."
                }
            )

    @property
    def is_model(self) -> bool:
        return self.model_year is not None

    @property
    def postal_address(self) -> str:
        """Address as on a letter: «с. Ольховка, ул. Садовая, 5»."""
        return ", ".join(filter(None, (self.locality, self.address)))

    @property
    def is_ahead(self) -> bool:
        """Whether the library is yet to be opened."""
        return self.opened_on is not None and self.opened_on > timezone.localdate()

    @property
    def is_closed(self) -> bool:
        """Whether the library does not work today."""
        return self.closed_on is not None and self.closed_on <= timezone.localdate()
