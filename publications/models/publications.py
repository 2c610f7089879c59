"""Methodical publications of the department."""

from pathlib import PurePath
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from libraries.models import Library
from publications.validators import validate_isbn


def stored_name(publication: "Publication", name: str) -> str:
    """Return a name of our own on the disk; the person's name for the file is never used."""
    return f"publications/{uuid4().hex}{PurePath(name).suffix}"


class Publication(models.Model):
    """A publication from plan to shelf; the public sees the published ones only.

    A replaced or removed file stays on the disk, for the history names it.
    """

    class Kind(models.TextChoices):
        GUIDE = "guide", "методические рекомендации"
        COLLECTION = "collection", "сборник"
        BULLETIN = "bulletin", "информационный бюллетень"
        DIGEST = "digest", "дайджест"
        ELECTRONIC = "electronic", "электронный ресурс"
        OTHER = "other", "другое"

    class State(models.TextChoices):
        PLANNED = "planned", "запланировано"
        IN_WORK = "in_work", "в работе"
        PUBLISHED = "published", "опубликовано"

    title = models.CharField("название", max_length=500)
    name_key = NormalisedField(sources=("title",))
    authors = models.CharField("авторы", max_length=500, blank=True)
    compilers = models.CharField("составители", max_length=500, blank=True)
    kind = models.CharField("вид", max_length=20, choices=Kind)
    year = models.PositiveSmallIntegerField(
        "год издания",
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    place = models.CharField("место издания", max_length=200, blank=True)
    publisher = models.CharField("издатель", max_length=300, blank=True)
    pages = models.PositiveSmallIntegerField(
        "страниц", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    isbn = models.CharField("ISBN", max_length=20, blank=True, validators=[validate_isbn])
    libraries = models.ManyToManyField(
        Library, blank=True, related_name="publications", verbose_name="о каких библиотеках"
    )
    annotation = models.TextField("аннотация", max_length=10_000, blank=True)
    search_key = NormalisedField(sources=("title", "authors", "compilers", "annotation", "isbn"))
    state = models.CharField(
        "состояние", max_length=20, choices=State, default=State.PLANNED, editable=False
    )
    published_on = models.DateField("опубликовано", null=True, blank=True, editable=False)
    file = models.FileField(
        "файл", upload_to=stored_name, max_length=200, blank=True, editable=False
    )
    file_size = models.PositiveIntegerField(
        "размер файла, байт", null=True, blank=True, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "издание"
        verbose_name_plural = "издания"
        ordering = ["-year", "name_key"]
        constraints = [
            models.CheckConstraint(
                name="published_has_its_dates",
                condition=~models.Q(state="published")
                | models.Q(published_on__isnull=False, year__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of_row("publications:publication", self.pk)

    def clean(self) -> None:
        if self.is_published and self.year is None:
            raise ValidationError({"year": "У опубликованного издания нужен год."})

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def file_format(self) -> str:
        """The format of the file as people call it: PDF or DOCX."""
        return PurePath(self.file.name).suffix.removeprefix(".").upper()
