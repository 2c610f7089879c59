"""Statistical forms and their editions, held as data."""

from django.db import models


class Form(models.Model):
    """A statistical form, such as 6-НК; its layout in a given year is an edition."""

    code = models.SlugField("код", unique=True)
    title = models.CharField("название", max_length=300)
    okud = models.CharField("код ОКУД", max_length=10, blank=True)

    class Meta:
        verbose_name = "форма"
        verbose_name_plural = "формы"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title

    @property
    def short_title(self) -> str:
        """Title without the full name in quotes: «Форма № 6-НК»."""
        return self.title.partition(" «")[0]


class Edition(models.Model):
    """The layout and checks of a form in force for given years.

    `definition` is the validated content of the edition's file (see `statistics.layout`); it is
    never changed once a submission uses it.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="editions", verbose_name="форма")
    code = models.SlugField("редакция")
    title = models.CharField("название", max_length=300)
    order = models.CharField("утверждена", max_length=300, blank=True)
    year_from = models.PositiveSmallIntegerField("действует с года")
    year_to = models.PositiveSmallIntegerField("действует по год", null=True, blank=True)
    definition = models.JSONField("описание")
    checksum = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField("загружена", auto_now_add=True)

    class Meta:
        verbose_name = "редакция формы"
        verbose_name_plural = "редакции форм"
        ordering = ["form", "-year_from"]
        constraints = [
            models.UniqueConstraint(fields=["form", "code"], name="edition_code_once_a_form")
        ]

    def __str__(self) -> str:
        return self.title


class Cell(models.Model):
    """An open cell of an edition, addressed `section.row.column`, e.g. `2.04.3`."""

    class Kind(models.TextChoices):
        WHOLE = "whole", "целое число"
        DECIMAL = "decimal", "дробное число"
        FLAG = "flag", "да или нет"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="cells")
    section = models.PositiveSmallIntegerField("раздел")
    row = models.PositiveSmallIntegerField("строка")
    column = models.PositiveSmallIntegerField("графа")
    address = models.CharField("адрес", max_length=20)
    kind = models.CharField("тип", max_length=10, choices=Kind)
    places = models.PositiveSmallIntegerField("знаков после запятой", default=0)
    position = models.PositiveSmallIntegerField("порядок на бланке")

    class Meta:
        verbose_name = "ячейка"
        verbose_name_plural = "ячейки"
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "address"], name="cell_once_an_edition")
        ]

    def __str__(self) -> str:
        return self.address
