"""Expert examination of school and college libraries for the status of a centre."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NumberField
from libraries.models.attachments import Attachment
from libraries.models.criteria import CriteriaSet, Criterion
from libraries.models.libraries import Library
from libraries.models.organisations import Organisation
from libraries.models.outlines import LONGEST_TEXT, Outline, OutlineItem, ToldByHeadings
from libraries.validators import validate_day


def _text(title: str) -> models.TextField:
    return models.TextField(title, blank=True, validators=[MaxLengthValidator(LONGEST_TEXT)])


class Examination(ToldByHeadings):
    """One application for the status: the papers, the experts' work, what the commission decided.

    `organisation` is the one that applied. `total` is the mean of the experts' sums, kept from
    the day of the conclusion.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        SUBMITTED = "submitted", "подана"
        RETURNED = "returned", "возвращена"
        EXPERTS = "experts", "у экспертов"
        CONCLUDED = "concluded", "есть заключение"
        ASSIGNED = "assigned", "статус присвоен"
        REFUSED = "refused", "отказано"

    class Purpose(models.TextChoices):
        ASSIGN = "assign", "присвоение статуса"
        RENEW = "renew", "продление статуса"

    class Advice(models.TextChoices):
        YES = "yes", "присвоить статус"
        NO = "no", "отказать"

    library = models.ForeignKey(
        Library, models.PROTECT, related_name="examinations", verbose_name="библиотека"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="examinations", verbose_name="учреждение"
    )
    criteria = models.ForeignKey(
        CriteriaSet, models.PROTECT, related_name="examinations", verbose_name="критерии"
    )
    purpose = models.CharField("цель", max_length=10, choices=Purpose, default=Purpose.ASSIGN)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.DRAFT)
    outline = models.ForeignKey(
        Outline, models.PROTECT, related_name="+", editable=False, verbose_name="разделы заявки"
    )
    remarks = _text("замечания отдела")
    submitted_at = models.DateTimeField("подана", null=True, blank=True)
    shows_experts = models.BooleanField("заявитель видит имена экспертов", default=False)
    total = models.DecimalField(
        "итоговый балл", max_digits=7, decimal_places=1, null=True, blank=True
    )
    advice = models.CharField("предложение экспертов", max_length=10, choices=Advice, blank=True)
    conclusion = _text("заключение")
    concluded_on = models.DateField("дата заключения", null=True, blank=True)
    commission_on = models.DateField(
        "заседание комиссии", null=True, blank=True, validators=[validate_day]
    )
    protocol = NumberField("номер протокола", max_length=50, blank=True)
    chair = models.CharField("председатель комиссии", max_length=200, blank=True)
    members = models.TextField(
        "члены комиссии", blank=True, max_length=5000, help_text="По одному в строке."
    )
    decided_on = models.DateField("дата решения", null=True, blank=True, validators=[validate_day])
    valid_until = models.DateField("статус до", null=True, blank=True, validators=[validate_day])
    reason = _text("основание решения")
    reminded_on = models.DateField("напомнили о продлении", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "экспертиза"
        verbose_name_plural = "экспертизы"
        ordering = ["-submitted_at", "-pk"]
        indexes = [models.Index(fields=["state", "valid_until"])]

    def __str__(self) -> str:
        return f"экспертиза: {self.library}"

    def get_absolute_url(self) -> str:
        return address_of_row("libraries:examination", self.pk)

    def clean(self) -> None:
        if self.valid_until and self.decided_on and self.valid_until <= self.decided_on:
            raise ValidationError({"valid_until": "Статус кончается раньше, чем присвоен."})

    @property
    def is_with_library(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.RETURNED)

    @property
    def is_decided(self) -> bool:
        return self.state in (self.State.ASSIGNED, self.State.REFUSED)

    @property
    def is_valid(self) -> bool:
        """Whether the library bears the status today."""
        until = self.valid_until
        return self.state == self.State.ASSIGNED and bool(until and until >= timezone.localdate())

    @property
    def mark(self) -> str:
        """The mark of the state, one that people know from other lists."""
        return _MARKS.get(self.state, self.state)

    @property
    def headings(self) -> QuerySet[OutlineItem]:
        return OutlineItem.objects.filter(outline=self.outline_id)


_MARKS = {"experts": "running", "concluded": "ready", "assigned": "active", "refused": "closed"}


class ExaminationFile(Attachment):
    examination = models.ForeignKey(Examination, models.CASCADE, related_name="files")

    class Meta(Attachment.Meta):
        verbose_name = "документ экспертизы"
        verbose_name_plural = "документы экспертиз"


class Expert(models.Model):
    """Who assesses the library: a user of the portal, or a person from outside, by name.

    The sheet of one from outside is filled by the department.
    """

    examination = models.ForeignKey(Examination, models.CASCADE, related_name="experts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="expert_of",
        verbose_name="пользователь портала",
    )
    name = models.CharField("фамилия, имя, отчество", max_length=200)
    post = models.CharField("должность", max_length=200, blank=True)
    place = models.CharField("место работы", max_length=300, blank=True)
    comment = _text("общий вывод")
    sent_at = models.DateTimeField("лист сдан", null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "эксперт"
        verbose_name_plural = "эксперты"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["examination", "name"],
                name="expert_once",
                violation_error_message="Этот эксперт уже назначен.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ExpertPoint(models.Model):
    """How many points an expert gives for one criterion, and why."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="points")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="points_given")
    points = models.PositiveSmallIntegerField("баллы")
    comment = models.CharField("пояснение", max_length=500, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "балл эксперта"
        verbose_name_plural = "баллы экспертов"
        constraints = [models.UniqueConstraint(fields=["expert", "criterion"], name="points_once")]

    def __str__(self) -> str:
        return f"{self.expert}: {self.points}"

    def clean(self) -> None:
        if self.points is not None and self.points > self.criterion.points:
            raise ValidationError({"points": f"Не больше {self.criterion.points}."})
