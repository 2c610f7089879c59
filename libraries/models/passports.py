"""Passports: what a library tells of its premises, and the changes that wait for a methodist.

Everybody sees the confirmed facts of Passport. A librarian changes a PassportDraft; the methodist
compares it with what is in force and confirms or returns it. Drafts are never deleted.
"""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from libraries.models.libraries import Library, ReaderFacts
from libraries.models.organisations import Organisation
from libraries.validators import validate_past_year

LONGEST_TEXT = 5000
LARGEST_AREA = 100_000


def _area(title: str) -> models.DecimalField:
    """Square metres; nothing said is not the same as 0."""
    limits = [MinValueValidator(Decimal(1)), MaxValueValidator(LARGEST_AREA)]
    return models.DecimalField(
        title, max_digits=8, decimal_places=1, null=True, blank=True, validators=limits
    )


def _number(title: str, most: int = 10_000) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(
        title, null=True, blank=True, validators=[MaxValueValidator(most)]
    )


def _text(title: str, help_text: str = "") -> models.TextField:
    limit = [MaxLengthValidator(LONGEST_TEXT)]
    return models.TextField(title, blank=True, validators=limit, help_text=help_text)


class Access(models.TextChoices):
    """How far people can use the building; codes of the accessibility passport of an object.

    Source: методика паспортизации Минтруда России (приказ от 25.12.2012 № 627).
    """

    FULL = "full", "доступно полностью (ДП)"
    PARTIAL = "partial", "доступно частично (ДЧ)"
    HELP = "help", "доступно условно, с помощью работника (ДУ)"
    NONE = "none", "временно недоступно (ВНД)"


def _access(title: str) -> models.CharField:
    return models.CharField(title, max_length=10, choices=Access, blank=True)


class PassportFacts(models.Model):
    """What a passport tells beyond the registry; an empty field means «не указано»."""

    class Ownership(models.TextChoices):
        OWN = "own", "оперативное управление"
        RENTED = "rented", "аренда"
        FREE = "free", "безвозмездное пользование"

    class Repair(models.TextChoices):
        GOOD = "good", "ремонт не требуется"
        CURRENT = "current", "нужен текущий ремонт"
        CAPITAL = "capital", "нужен капитальный ремонт"
        EMERGENCY = "emergency", "аварийное состояние"

    class Internet(models.TextChoices):
        NONE = "none", "нет"
        MOBILE = "mobile", "мобильный"
        WIRED = "wired", "проводной"
        OPTICAL = "optical", "оптоволокно"

    latitude = models.DecimalField(
        "широта",
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text="Градусы с десятичной дробью, например 55,751244. "
        "Обе координаты с карты сразу, «55.751244, 37.618423», можно вставить сюда.",
    )
    longitude = models.DecimalField(
        "долгота",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text="Градусы с десятичной дробью, например 37,618423.",
    )
    ownership = models.CharField("помещение", max_length=10, choices=Ownership, blank=True)
    area_total = _area("общая площадь, м²")
    area_readers = _area("площадь для читателей, м²")
    floors = models.CharField("этажи", max_length=100, blank=True, help_text="Например: 1-й и 2-й.")
    repair = models.CharField("состояние помещения", max_length=10, choices=Repair, blank=True)
    repaired_year = models.PositiveSmallIntegerField(
        "последний ремонт, год",
        null=True,
        blank=True,
        validators=[validate_past_year],
    )
    seats = _number("посадочных мест")
    computers = _number("компьютеров всего")
    reader_computers = _number("из них для читателей")
    internet = models.CharField("интернет", max_length=10, choices=Internet, blank=True)
    has_wifi = models.BooleanField("Wi-Fi для читателей", default=False)
    access_wheelchair = _access("на креслах-колясках (К)")
    access_mobility = _access("с нарушениями опорно-двигательного аппарата (О)")
    access_sight = _access("с нарушениями зрения (С)")
    access_hearing = _access("с нарушениями слуха (Г)")
    access_mental = _access("с нарушениями умственного развития (У)")
    has_kibo = models.BooleanField("обслуживает КИБО", default=False)
    outside_points = _text(
        "пункты вне библиотеки",
        "По одному в строке: где и когда, например «Школа с. Ольховка, ср».",
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if (self.latitude is None) != (self.longitude is None):
            absent = "latitude" if self.latitude is None else "longitude"
            errors[absent] = "Нужны обе координаты: и широта, и долгота."
        if self.area_total and self.area_readers and self.area_readers > self.area_total:
            errors["area_readers"] = "Площадь для читателей больше общей."
        total, for_readers = self.computers, self.reader_computers
        if total is not None and for_readers is not None and for_readers > total:
            errors["reader_computers"] = "Для читателей больше, чем всего."
        if errors:
            raise ValidationError(errors)

    @property
    def is_on_map(self) -> bool:
        return self.latitude is not None and self.longitude is not None

    @property
    def coordinates(self) -> str:
        """As maps and navigators take them: «55.751244, 37.618423»."""
        return f"{self.latitude}, {self.longitude}" if self.is_on_map else ""


PASSPORT_FIELDS = tuple(field.name for field in PassportFacts._meta.fields)
READER_FIELDS = tuple(field.name for field in ReaderFacts._meta.fields)


class Passport(PassportFacts):
    """The facts of one library that were confirmed, and when; this is what everybody sees."""

    library = models.OneToOneField(
        Library, models.PROTECT, related_name="passport", verbose_name="библиотека"
    )
    confirmed_at = models.DateTimeField("подтверждён", null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="кто подтвердил",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "паспорт библиотеки"
        verbose_name_plural = "паспорта библиотек"

    def __str__(self) -> str:
        return f"паспорт: {self.library}"

    def get_absolute_url(self) -> str:
        return address_of_row("libraries:library", self.library_id)


class PassportDraft(ReaderFacts, PassportFacts):
    """The facts as a librarian would have them; what differs from what she saw is her proposal.

    `library_version` and `passport_version` tell what she saw (0: there was no passport yet), so
    that a change made meanwhile by the department is not taken back by her draft.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт подтверждения"
        RETURNED = "returned", "возвращён с замечанием"
        CONFIRMED = "confirmed", "подтверждён"

    library = models.ForeignKey(
        Library, models.PROTECT, related_name="passport_drafts", verbose_name="библиотека"
    )
    state = models.CharField("состояние", max_length=10, choices=State, default=State.WAITING)
    library_version = models.PositiveIntegerField(editable=False)
    passport_version = models.PositiveIntegerField(editable=False)
    note = _text("пояснение методисту")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто предложил"
    )
    sent_at = models.DateTimeField("отправлен")
    remark = _text("замечание методиста")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто рассмотрел",
    )
    decided_at = models.DateTimeField("рассмотрен", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "изменения паспорта"
        verbose_name_plural = "изменения паспортов"
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["library"],
                condition=~models.Q(state="confirmed"),
                name="one_open_passport_draft",
            )
        ]
        indexes = [models.Index(fields=["state", "sent_at"], name="passport_draft_by_state")]

    def __str__(self) -> str:
        return f"изменения паспорта: {self.library}"

    def get_absolute_url(self) -> str:
        return address_of_row("libraries:library", self.library_id)


class PassportRequest(models.Model):
    """A letter that asked an organisation to look through its passports; `by` is empty for the
    yearly one, which is sent once a year.
    """

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="passport_requests",
        verbose_name="учреждение",
    )
    year = models.PositiveSmallIntegerField("год")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто попросил",
    )
    recipients = models.TextField("кому")
    libraries = models.ManyToManyField(Library, related_name="passport_requests")
    sent_at = models.DateTimeField("отправлено")

    class Meta:
        verbose_name = "просьба обновить паспорта"
        verbose_name_plural = "просьбы обновить паспорта"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                condition=models.Q(by=None),
                name="one_yearly_passport_request",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.year}"
