"""The people who work in the region's libraries: personal data, shown by scope only."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from libraries.models import Library
from libraries.validators import validate_day


class Employee(models.Model):
    """A specialist of a library and her education."""

    class Education(models.TextChoices):
        HIGHER = "higher", "высшее"
        VOCATIONAL = "vocational", "среднее профессиональное"
        GENERAL = "general", "среднее общее"

    library = models.ForeignKey(
        Library, models.PROTECT, related_name="employees", verbose_name="библиотека"
    )
    last_name = models.CharField("фамилия", max_length=100)
    first_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    name_key = NormalisedField(sources=("last_name", "first_name", "patronymic"))
    post = models.CharField("должность", max_length=200)
    rate = models.DecimalField(
        "ставка",
        max_digits=3,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(0.1), MaxValueValidator(2)],
    )
    birth_year = models.PositiveSmallIntegerField(
        "год рождения",
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    education = models.CharField("образование", max_length=20, choices=Education)
    is_library_education = models.BooleanField("образование библиотечное", default=False)
    career_start_year = models.PositiveSmallIntegerField(
        "в библиотеках с года",
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    left_on = models.DateField("не работает с", null=True, blank=True, validators=[validate_day])
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "сотрудник"
        verbose_name_plural = "сотрудники"
        ordering = ["name_key"]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return address_of_row("staff:employee", self.pk)

    def clean(self) -> None:
        if self.birth_year and self.career_start_year:
            age = self.career_start_year - self.birth_year
            if age < 14:
                raise ValidationError(
                    {"career_start_year": "Проверьте годы: начало работы раньше 14 лет."}
                )

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, (self.last_name, self.first_name, self.patronymic)))


class PersonalDataAccess(models.Model):
    """Who looked at people's data, and when: one page of one person, or a list."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто"
    )
    employee = models.ForeignKey(
        Employee,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="accesses",
        verbose_name="о ком",
    )
    what = models.CharField("что", max_length=300)
    at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        verbose_name = "просмотр персональных данных"
        verbose_name_plural = "просмотры персональных данных"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user}: {self.what}"
