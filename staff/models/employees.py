"""The person herself: names, birth, schooling, awards, leaves; where she works is Employment."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from common.year_or_day import YearOrDay, YearOrDayField
from libraries.validators import validate_day

# Labour Code of Russia, article 63.
YOUNGEST_WORKER = 14


def is_too_early(born: YearOrDay | None, year: int) -> bool:
    """Whether in that year the person was too young to work or to have finished a school."""
    return born is not None and year - born.year < YOUNGEST_WORKER


def _refuse_to_come(name: str, when: YearOrDay | None) -> None:
    if when and when.earliest > timezone.localdate():
        raise ValidationError({name: f"Проверьте дату: {when} ещё не наступил."})


class Employee(models.Model):
    """A person who works, or has worked, in libraries of the region.

    Age and experience are never kept: `staff.experience` counts them for a day.
    """

    last_name = models.CharField("фамилия", max_length=100)
    first_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    name_key = NormalisedField(sources=("last_name", "first_name", "patronymic"))
    born = YearOrDayField("родилась (родился)")
    works_since = YearOrDayField("трудовой стаж с")
    work_break = models.PositiveSmallIntegerField("перерывы в стаже, месяцев", default=0)
    in_libraries_since = YearOrDayField("в библиотеках с")
    library_break = models.PositiveSmallIntegerField(
        "перерывы в работе в библиотеках, месяцев", default=0
    )
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
        if is_too_early(self.born, timezone.localdate().year):
            raise ValidationError(
                {"born": f"Проверьте год рождения: сотруднику меньше {YOUNGEST_WORKER} лет."}
            )
        for name in ("works_since", "in_libraries_since"):
            began = getattr(self, name)
            if began and is_too_early(self.born, began.year):
                raise ValidationError({
                    name: f"Проверьте годы: начало работы раньше {YOUNGEST_WORKER} лет."
                })  # fmt: skip
            _refuse_to_come(name, began)
        works, libraries = self.works_since, self.in_libraries_since
        if works and libraries and libraries.latest < works.earliest:
            raise ValidationError({
                "in_libraries_since": "В библиотеках раньше, чем начался трудовой стаж."
            })  # fmt: skip

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, (self.last_name, self.first_name, self.patronymic)))

    @property
    def birth_year(self) -> int | None:
        return self.born.year if self.born else None


class Education(models.Model):
    """A school finished, with its diploma's year."""

    class Level(models.TextChoices):
        HIGHER = "higher", "высшее"
        VOCATIONAL = "vocational", "среднее профессиональное"
        GENERAL = "general", "среднее общее"

    employee = models.ForeignKey(
        Employee, models.CASCADE, related_name="educations", verbose_name="сотрудник"
    )
    level = models.CharField("уровень", max_length=20, choices=Level)
    is_library = models.BooleanField("библиотечное", default=False)
    institution = models.CharField("учебное заведение", max_length=300, blank=True)
    speciality = models.CharField("специальность по диплому", max_length=300, blank=True)
    finished = YearOrDayField("окончено")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "образование"
        verbose_name_plural = "образование"
        ordering = ["-finished", "-pk"]

    def __str__(self) -> str:
        return self.profile

    def clean(self) -> None:
        """Refuse a diploma of a child, and one that is still to come."""
        person = getattr(self, "employee", None)
        if person and self.finished and is_too_early(person.born, self.finished.year):
            raise ValidationError(
                {"finished": f"Проверьте годы: диплом раньше {YOUNGEST_WORKER} лет."}
            )
        _refuse_to_come("finished", self.finished)

    @property
    def profile(self) -> str:
        """Level and whether it is of the trade: «высшее, библиотечное»."""
        kind = "библиотечное" if self.is_library else "не\N{NO-BREAK SPACE}библиотечное"
        return f"{self.get_level_display()}, {kind}"


class Award(models.Model):
    """A decoration, title or certificate of honour."""

    class Level(models.TextChoices):
        STATE = "state", "государственная"
        MINISTRY = "ministry", "ведомственная"
        REGION = "region", "региональная"
        MUNICIPAL = "municipal", "муниципальная"
        OTHER = "other", "другая"

    employee = models.ForeignKey(
        Employee, models.CASCADE, related_name="awards", verbose_name="сотрудник"
    )
    level = models.CharField("уровень", max_length=20, choices=Level)
    title = models.CharField("награда, звание", max_length=300)
    given_on = YearOrDayField("вручена")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "награда"
        verbose_name_plural = "награды"
        ordering = ["-given_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class Leave(models.Model):
    """A long absence: the person stays on the list but does not work."""

    class Kind(models.TextChoices):
        CHILDCARE = "childcare", "по уходу за ребёнком"
        MATERNITY = "maternity", "по беременности и родам"
        STUDY = "study", "учебный"
        UNPAID = "unpaid", "без сохранения зарплаты"
        OTHER = "other", "другой длительный"

    employee = models.ForeignKey(
        Employee, models.CASCADE, related_name="leaves", verbose_name="сотрудник"
    )
    kind = models.CharField("отпуск", max_length=20, choices=Kind)
    since = models.DateField("с", validators=[validate_day])
    until = models.DateField("по", null=True, blank=True, validators=[validate_day])
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "длительный отпуск"
        verbose_name_plural = "длительные отпуска"
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="leave_ends_after_it_begins",
                violation_error_message="Отпуск кончается раньше, чем начался.",
            )
        ]

    def __str__(self) -> str:
        return f"отпуск {self.get_kind_display()}"
