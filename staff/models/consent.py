"""Consents to the processing of personal data (152-ФЗ, art. 9), and what follows from them."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.files.storing import StoredFile
from libraries.validators import validate_day, validate_phone
from staff.models.employees import Employee


class ConsentText(models.Model):
    """One version of the text that people sign; once published it never changes."""

    number = models.PositiveSmallIntegerField("версия", unique=True, editable=False)
    text = models.TextField("текст согласия", max_length=50_000)
    published_on = models.DateField("действует с", null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="кто ввёл",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "текст согласия"
        verbose_name_plural = "тексты согласия"
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"версия {self.number}"

    def get_absolute_url(self) -> str:
        return address_of_row("staff:consent-text", self.pk)

    def clean(self) -> None:
        stored = ConsentText.objects.filter(pk=self.pk, published_on__isnull=False).first()
        if stored is not None and (stored.text, stored.number) != (self.text, self.number):
            raise ValidationError("Введённый текст не меняют: составьте новую версию.")


class Consent(models.Model):
    """A person's consent to one version of the text; a withdrawal ends it and is kept."""

    class Form(models.TextChoices):
        PAPER = "paper", "на бумаге"
        ELECTRONIC = "electronic", "в электронном виде"

    employee = models.ForeignKey(
        Employee, models.CASCADE, related_name="consents", verbose_name="сотрудник"
    )
    text = models.ForeignKey(
        ConsentText, models.PROTECT, related_name="consents", verbose_name="текст"
    )
    given_on = models.DateField("дано", validators=[validate_day])
    form = models.CharField("как дано", max_length=10, choices=Form, default=Form.PAPER)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто записал"
    )
    withdrawn_on = models.DateField("отозвано", null=True, blank=True, validators=[validate_day])
    withdrawal_note = models.CharField("как отозвано", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "согласие"
        verbose_name_plural = "согласия"
        ordering = ["-given_on", "-pk"]

    def __str__(self) -> str:
        return f"согласие от {self.given_on:%d.%m.%Y}"

    def clean(self) -> None:
        today = timezone.localdate()
        for name in ("given_on", "withdrawn_on"):
            day = getattr(self, name)
            if day and day > today:
                raise ValidationError({name: "Эта дата ещё не наступила."})
        if self.withdrawn_on and self.given_on and self.withdrawn_on < self.given_on:
            raise ValidationError({"withdrawn_on": "Отозвано раньше, чем дано."})


class ConsentScan(StoredFile):
    """A scan of the signed paper."""

    consent = models.OneToOneField(Consent, models.CASCADE, related_name="scan")

    class Meta:
        verbose_name = "скан согласия"
        verbose_name_plural = "сканы согласий"

    def __str__(self) -> str:
        return self.file_name


class Contact(models.Model):
    """How to reach a person herself: kept and shown only while her consent is valid."""

    employee = models.OneToOneField(
        Employee, models.CASCADE, related_name="contact", verbose_name="сотрудник"
    )
    phone = models.CharField("телефон", max_length=60, blank=True, validators=[validate_phone])
    email = models.EmailField("электронная почта", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "личные контакты"
        verbose_name_plural = "личные контакты"

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.phone, self.email)))


class Erasure(models.Model):
    """That a person was made impersonal: when, by whom, on what ground; never who she was."""

    employee = models.OneToOneField(
        Employee, models.PROTECT, related_name="erasure", verbose_name="обезличенная запись"
    )
    order = models.CharField("основание", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто"
    )
    at = models.DateTimeField("когда", auto_now_add=True)
    # Places in people's texts where the name was replaced, and where it was left as a namesake's.
    replaced = models.PositiveIntegerField("заменено в текстах", default=0)
    left = models.PositiveIntegerField("оставлено в текстах", default=0)

    class Meta:
        verbose_name = "обезличивание"
        verbose_name_plural = "обезличивания"
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.mark

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValidationError("Запись об обезличивании не меняют.")
        super().save(*args, **kwargs)

    @property
    def mark(self) -> str:
        """What stands instead of the name."""
        return f"№ {self.pk}"
