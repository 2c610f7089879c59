"""Regulatory documents of library work."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField, NumberField
from common.files.storing import StoredFile
from publications.models.themes import Theme


class Regulation(models.Model):
    """A law, an order, a standard: who issued it, under what number, whether it is in force."""

    class Kind(models.TextChoices):
        LAW = "law", "закон"
        DECREE = "decree", "указ"
        RESOLUTION = "resolution", "постановление"
        DISPOSITION = "disposition", "распоряжение"
        ORDER = "order", "приказ"
        STANDARD = "standard", "ГОСТ"
        STATUTE = "statute", "положение"
        GUIDE = "guide", "рекомендации"
        OTHER = "other", "другой документ"

    class Standing(models.TextChoices):
        AHEAD = "ahead", "ещё не вступил в силу"
        IN_FORCE = "in_force", "действует"
        LAPSED = "lapsed", "утратил силу"

    kind = models.CharField("вид", max_length=20, choices=Kind)
    title = models.CharField("название", max_length=500)
    name_key = NormalisedField(sources=("title",))
    issuer = models.CharField("кто принял", max_length=300)
    number = NumberField("номер", max_length=100, blank=True)
    date = models.DateField("дата")
    theme = models.CharField("тема", max_length=20, choices=Theme)
    in_force_since = models.DateField("действует с")
    in_force_until = models.DateField(
        "утратил силу с", null=True, blank=True, help_text="Первый день, когда уже не действует."
    )
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="чем заменён",
    )
    summary = models.TextField("о чём документ", max_length=5_000, blank=True)
    text = models.TextField("текст", max_length=500_000, blank=True)
    source = models.URLField("где опубликован", max_length=500, blank=True)
    search_key = NormalisedField(sources=("full_name", "issuer", "summary"))
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords(excluded_fields=["search_key"])

    class Meta:
        verbose_name = "нормативный документ"
        verbose_name_plural = "нормативные документы"
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        kind = self.get_kind_display()
        return f"{kind[0].upper()}{kind[1:]}{self.requisites}"

    def get_absolute_url(self) -> str:
        return address_of_row("regulations:regulation", self.pk)

    def clean(self) -> None:
        since, until = self.in_force_since, self.in_force_until
        if since and until and until <= since:
            raise ValidationError({"in_force_until": "Утратил силу раньше, чем вступил в неё."})
        if self.date and since and since < self.date:
            raise ValidationError({"in_force_since": "Вступил в силу раньше, чем принят."})
        if self.replaced_by_id and self.replaced_by_id == self.pk:
            raise ValidationError({"replaced_by": "Документ не может заменить сам себя."})

    @property
    def full_name(self) -> str:
        """Kind, requisites and title: «Закон от 29.12.1994 № 78-ФЗ О библиотечном деле»."""
        return f"{self} {self.title}"

    @property
    def requisites(self) -> str:
        """Number and date as people write them; a standard has no day of its own."""
        if self.kind == self.Kind.STANDARD:
            return f" {self.number}"
        number = f" № {self.number}" if self.number else ""
        return f" от {self.date:%d.%m.%Y}{number}"

    @property
    def standing(self) -> "Regulation.Standing":
        return self.standing_on(timezone.localdate())

    def standing_on(self, day: datetime.date) -> "Regulation.Standing":
        """Return whether the document is in force on `day`."""
        if day < self.in_force_since:
            return self.Standing.AHEAD
        if self.in_force_until is not None and day >= self.in_force_until:
            return self.Standing.LAPSED
        return self.Standing.IN_FORCE


class RegulationFile(StoredFile):
    """The document itself, as a file."""

    regulation = models.OneToOneField(Regulation, models.CASCADE, related_name="attachment")

    class Meta:
        verbose_name = "файл нормативного документа"
        verbose_name_plural = "файлы нормативных документов"

    def __str__(self) -> str:
        return self.file_name
