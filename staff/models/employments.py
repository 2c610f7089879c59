"""Places of work: who holds them and which stand empty."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from libraries.models import Library
from libraries.validators import validate_day
from staff.models.employees import YOUNGEST_WORKER, Employee, is_too_early

TOO_EARLY = f"Проверьте годы: начало работы раньше {YOUNGEST_WORKER} лет."


class PostGroup(models.TextChoices):
    """Groups of posts; all but the last are «основной персонал» of form 6-НК."""

    HEAD = "head", "руководители"
    LIBRARIAN = "librarian", "библиотекари и библиографы"
    METHODIST = "methodist", "методисты"
    SPECIALIST = "specialist", "другие специалисты"
    SUPPORT = "support", "вспомогательный персонал"


def _rate() -> models.DecimalField:
    limits = [MinValueValidator(Decimal("0.1")), MaxValueValidator(2)]
    return models.DecimalField(
        "ставка", max_digits=3, decimal_places=2, default=1, validators=limits
    )


class Employment(models.Model):
    """A person's work in a library at a post; a transfer ends one and begins another.

    `since` None: worked before anybody wrote it down. `until` is the last day of work.
    """

    class Kind(models.TextChoices):
        MAIN = "main", "основная работа"
        INNER = "inner", "внутренний совместитель"
        OUTER = "outer", "внешний совместитель"

    employee = models.ForeignKey(
        Employee, models.CASCADE, related_name="employments", verbose_name="сотрудник"
    )
    library = models.ForeignKey(
        Library, models.PROTECT, related_name="employments", verbose_name="библиотека"
    )
    post = models.CharField("должность", max_length=200)
    post_group = models.CharField(
        "группа должностей", max_length=20, choices=PostGroup, default=PostGroup.LIBRARIAN
    )
    rate = _rate()
    kind = models.CharField("вид работы", max_length=10, choices=Kind, default=Kind.MAIN)
    is_substitute = models.BooleanField(
        "замещает отсутствующего работника",
        default=False,
        help_text="Ставка такого работника в штат второй раз не считается.",
    )
    since = models.DateField("работает с", null=True, blank=True, validators=[validate_day])
    until = models.DateField("последний день", null=True, blank=True, validators=[validate_day])
    order = models.CharField("приказ о приёме или переводе", max_length=200, blank=True)
    end_order = models.CharField("приказ об окончании", max_length=200, blank=True)
    name_then = models.CharField("имя в последний день", max_length=302, blank=True, editable=False)
    name_then_key = NormalisedField(sources=("name_then",))
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "место работы"
        verbose_name_plural = "места работы"
        ordering = ["-since", "-pk"]
        indexes = [models.Index(fields=["library", "until"], name="employment_by_library")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="employment_ends_after_it_begins",
                violation_error_message="Последний день работы раньше первого.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.post}, {self.library}"

    def get_absolute_url(self) -> str:
        return address_of_row("staff:employee", self.employee_id)

    def clean(self) -> None:
        """Refuse work of a child, and a second main work of the same days.

        The second is a transfer, or work beside the main one.
        """
        person = getattr(self, "employee", None)
        if person and self.since and is_too_early(person.born, self.since.year):
            raise ValidationError({"since": TOO_EARLY})
        if self.kind != self.Kind.MAIN or self.employee_id is None:
            return
        others = Employment.objects.filter(employee=self.employee_id, kind=self.Kind.MAIN)
        others = others.exclude(pk=self.pk).select_related("library")
        met = next((other for other in others if self.meets(other)), None)
        if met:
            raise ValidationError(
                f"Основная работа в эти дни уже есть: {met}. Оформите перевод или совместительство."
            )

    def meets(self, other: "Employment") -> bool:
        """Return whether the two works have a day in common."""
        starts = self.since is None or other.until is None or self.since <= other.until
        return starts and (other.since is None or self.until is None or other.since <= self.until)

    @property
    def name(self) -> str:
        """The person's name; of work that has ended, as it was then."""
        return self.name_then or self.employee.full_name


class Vacancy(models.Model):
    """A post nobody holds."""

    library = models.ForeignKey(
        Library, models.PROTECT, related_name="vacancies", verbose_name="библиотека"
    )
    post = models.CharField("должность", max_length=200)
    post_group = models.CharField(
        "группа должностей", max_length=20, choices=PostGroup, default=PostGroup.LIBRARIAN
    )
    rate = _rate()
    opened_on = models.DateField("открыта", validators=[validate_day])
    closed_on = models.DateField("закрыта", null=True, blank=True, validators=[validate_day])
    note = models.CharField("примечание", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "вакансия"
        verbose_name_plural = "вакансии"
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True)
                | models.Q(closed_on__gte=models.F("opened_on")),
                name="vacancy_closes_after_it_opens",
                violation_error_message="Вакансия закрыта раньше, чем открыта.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.post}, {self.library}"

    def get_absolute_url(self) -> str:
        return address_of_row("staff:vacancy", self.pk)
