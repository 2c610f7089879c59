"""Legal entities, and bodies that organise events."""

from django.core.validators import MaxLengthValidator
from django.db import models
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from libraries.models.territories import Territory
from libraries.validators import (
    refuse_cycle,
    validate_inn,
    validate_okpo,
    validate_organisation_code,
    validate_phone,
)


class Organisation(models.Model):
    """A legal entity, or a body that organises events: library system, ministry, project office."""

    class Kind(models.TextChoices):
        LIBRARY_SYSTEM = "library_system", "централизованная библиотечная система"
        ASSOCIATION = "association", "библиотечное объединение"
        INDEPENDENT = "independent", "самостоятельная библиотека"
        INSTITUTION = "institution", "учреждение с библиотекой в структуре"
        SCHOOL = "school", "школа, колледж"
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
    is_director_public = models.BooleanField(
        "показывать руководителя всем",
        default=False,
        help_text="Иначе его видят само учреждение и методический отдел.",
    )
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
