"""What people have learnt, and what is planned for them to learn."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField, NumberField
from libraries.models import Organisation
from libraries.validators import validate_day
from staff.models.courses import (
    MOST_HOURS,
    Course,
    DocumentKind,
    TrainingKind,
    refuse_short_programme,
)
from staff.models.employees import Employee


class PlannedTraining(models.Model):
    """A row of an organisation's yearly plan of training: for one person, or for so many."""

    class Quarter(models.IntegerChoices):
        FIRST = 1, "I квартал"
        SECOND = 2, "II квартал"
        THIRD = 3, "III квартал"
        FOURTH = 4, "IV квартал"

    year = models.PositiveSmallIntegerField(
        "год", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="planned_training", verbose_name="учреждение"
    )
    employee = models.ForeignKey(
        Employee,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="planned_training",
        verbose_name="сотрудник",
    )
    people = models.PositiveSmallIntegerField(
        "сколько человек", default=1, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    kind = models.CharField("вид", max_length=20, choices=TrainingKind)
    theme = models.CharField("тема", max_length=300, blank=True)
    quarter = models.PositiveSmallIntegerField(
        "когда", null=True, blank=True, choices=Quarter.choices
    )
    note = models.CharField("примечание", max_length=300, blank=True)
    is_removed = models.BooleanField("убран из плана", default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "строка плана обучения"
        verbose_name_plural = "строки плана обучения"
        ordering = ["-year", "organisation", "quarter", "pk"]
        indexes = [models.Index(fields=["year", "organisation"], name="planned_training_of_year")]

    def __str__(self) -> str:
        return self.theme or self.get_kind_display()

    def get_absolute_url(self) -> str:
        return address_of_row("staff:planned-training", self.pk)

    def clean(self) -> None:
        if self.employee_id and self.people and self.people > 1:
            raise ValidationError({"people": "Строка названа на одного человека: здесь 1."})


class Training(models.Model):
    """What one person has learnt: where, how long, and the document she was given.

    `source_key` names what an automatic record came from («course:12», «event:7»): with it the
    same attendance is never recorded twice. A removed record is kept and can be restored.
    """

    class Source(models.TextChoices):
        HAND = "hand", "записано вручную"
        IMPORT = "import", "загружено из файла"
        REGISTRATION = "registration", "по записи на курс"
        EVENT = "event", "по участию в мероприятии"

    employee = models.ForeignKey(
        Employee, models.CASCADE, related_name="trainings", verbose_name="сотрудник"
    )
    course = models.ForeignKey(
        Course,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="trainings",
        verbose_name="курс",
    )
    title = models.CharField("чему", max_length=300)
    title_key = NormalisedField(sources=("title", "organiser"))
    kind = models.CharField("вид", max_length=20, choices=TrainingKind)
    organiser = models.CharField("где, кем проведено", max_length=300, blank=True)
    starts_on = models.DateField("начало", null=True, blank=True, validators=[validate_day])
    ends_on = models.DateField("окончание", validators=[validate_day])
    hours = models.PositiveSmallIntegerField(
        "часов",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
    )
    document_kind = models.CharField(
        "документ", max_length=20, choices=DocumentKind, default=DocumentKind.CERTIFICATE
    )
    document_number = NumberField("номер документа", max_length=60, blank=True)
    document_on = models.DateField("дата документа", null=True, blank=True)
    planned = models.ForeignKey(
        PlannedTraining,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="done",
        verbose_name="строка плана обучения",
    )
    source = models.CharField(
        "откуда запись", max_length=20, choices=Source, default=Source.HAND, editable=False
    )
    source_key = models.CharField(max_length=60, blank=True, editable=False)
    is_removed = models.BooleanField("удалена", default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "обучение"
        verbose_name_plural = "обучение"
        ordering = ["-ends_on", "-pk"]
        indexes = [models.Index(fields=["employee", "-ends_on"], name="training_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "source_key"],
                condition=~models.Q(source_key=""),
                name="attendance_recorded_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of_row("staff:training", self.pk)

    def clean(self) -> None:
        refuse_short_programme(self.kind, self.hours)
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Окончание раньше начала."})
        if self.document_number and self.document_kind == DocumentKind.NONE:
            raise ValidationError({"document_kind": "Номер есть, а документ не выбран."})
