"""The registry of the region: territories, organisations and their libraries."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from libraries.validators import (
    refuse_cycle,
    validate_day,
    validate_inn,
    validate_okpo,
    validate_oktmo,
    validate_organisation_code,
    validate_phone,
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


class Organisation(models.Model):
    """A legal entity, or a body that organises events: library system, ministry, project office."""

    class Kind(models.TextChoices):
        LIBRARY_SYSTEM = "library_system", "централизованная библиотечная система"
        ASSOCIATION = "association", "библиотечное объединение"
        INDEPENDENT = "independent", "самостоятельная библиотека"
        INSTITUTION = "institution", "учреждение с библиотекой в структуре"
        REGIONAL_LIBRARY = "regional_library", "областная библиотека"
        AUTHORITY = "authority", "орган власти"
        OTHER = "other", "другая организация"

    # Null, not an empty string, stands for "no code", so that the code can be unique.
    code = models.CharField(
        "код",
        max_length=20,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_organisation_code],
        help_text="Короткое имя латиницей для команд и загрузок, например: obl-nauchnaya.",
    )
    name = models.CharField("полное название", max_length=500, unique=True)
    short_name = models.CharField("краткое название", max_length=200, blank=True)
    aliases = models.TextField(
        "другие написания",
        blank=True,
        validators=[MaxLengthValidator(2000)],
        help_text="По одному в строке: как организацию называют в планах и письмах.",
    )
    name_key = NormalisedField(sources=("name", "short_name", "aliases"))
    kind = models.CharField("вид", max_length=30, choices=Kind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="входит в",
    )
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name="территория",
    )
    inn = models.CharField("ИНН", max_length=12, blank=True, validators=[validate_inn])
    okpo = models.CharField("код ОКПО", max_length=14, blank=True, validators=[validate_okpo])
    founder = models.CharField("учредитель", max_length=300, blank=True)
    address = models.CharField("почтовый адрес", max_length=300, blank=True)
    phone = models.CharField("телефон", max_length=60, blank=True, validators=[validate_phone])
    email = models.EmailField("электронная почта", blank=True)
    website = models.URLField("сайт", blank=True)
    director_post = models.CharField("должность руководителя", max_length=200, blank=True)
    director_name = models.CharField("руководитель", max_length=200, blank=True)
    is_active = models.BooleanField("действует", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "организация"
        verbose_name_plural = "организации"
        ordering = ["name_key"]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return address_of_row("libraries:organisation", self.pk)

    def clean(self) -> None:
        refuse_cycle(self)


class Library(models.Model):
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
    phone = models.CharField("телефон", max_length=60, blank=True, validators=[validate_phone])
    email = models.EmailField("электронная почта", blank=True)
    website = models.URLField("сайт", blank=True)
    hours = models.CharField("часы работы", max_length=300, blank=True)
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
    has_mfc = models.BooleanField("филиал МФЦ", default=False)
    has_legal_centre = models.BooleanField("центр правовой информации", default=False)
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

    @property
    def is_model(self) -> bool:
        return self.model_year is not None

    @property
    def postal_address(self) -> str:
        """Address as on a letter: «с. Ольховка, ул. Садовая, 5»."""
        return ", ".join(filter(None, (self.locality, self.address)))

    @property
    def is_closed(self) -> bool:
        """Whether the library does not work today."""
        return self.closed_on is not None and self.closed_on <= timezone.localdate()


class RegistryImport(models.Model):
    """A file with libraries, read and compared, waiting for its owner to confirm.

    `rows` are made by libraries.imports.comparing and never come from the browser.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт подтверждения"
        SAVED = "saved", "загружен"
        CANCELLED = "undone", "отменён"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    file_name = models.CharField("файл", max_length=200)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.WAITING)
    rows = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    unknown_columns = models.JSONField(default=list)
    created_at = models.DateTimeField("загружен", auto_now_add=True)
    saved_at = models.DateTimeField("подтверждён", null=True, blank=True)

    class Meta:
        verbose_name = "загрузка реестра"
        verbose_name_plural = "загрузки реестра"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name

    def rows_of(self, status: str) -> list[dict[str, Any]]:
        """Return the rows that are added, changed, unchanged or refused."""
        return [row for row in self.rows if row["status"] == status]
