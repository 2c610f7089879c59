"""Visits of the department to libraries: why, what was found, what was advised and done."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from common.russian import format_days
from events.models.items import PlanItem
from libraries.models import Library, Organisation
from libraries.validators import validate_day


class Visit(models.Model):
    """One journey to one library; planned first, recorded when it has been made.

    `organisation` is the one that the library belongs to on the day; it stays when the library is
    given to another. `visitor_names` holds the names of the visitors, one a line.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "намечен"
        DONE = "done", "состоялся"
        CANCELLED = "cancelled", "отменён"

    plan_item = models.ForeignKey(
        PlanItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name="пункт плана",
    )
    library = models.ForeignKey(
        Library, models.PROTECT, related_name="visits", verbose_name="библиотека"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="visits",
        editable=False,
        verbose_name="учреждение",
    )
    purpose = models.CharField("цель", max_length=500)
    purpose_key = NormalisedField(sources=("purpose",))
    starts_on = models.DateField("с какого дня", validators=[validate_day])
    ends_on = models.DateField("по какой день", validators=[validate_day])
    visitors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="visits", verbose_name="кто едет"
    )
    visitor_names = models.TextField("кто едет", blank=True, editable=False)
    other_visitors = models.CharField("кто ещё", max_length=500, blank=True)
    findings = models.TextField(
        "что увидели", blank=True, editable=False, validators=[MaxLengthValidator(20_000)]
    )
    state = models.CharField(
        "состояние", max_length=10, choices=State, default=State.PLANNED, editable=False
    )
    reason = models.CharField("причина", max_length=500, blank=True, editable=False)
    reminded_for = models.DateField(null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="кто записал",
    )
    created_at = models.DateTimeField("когда заведено", default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords(excluded_fields=["purpose_key", "reminded_for", "created_at"])

    class Meta:
        verbose_name = "выезд"
        verbose_name_plural = "выезды"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["starts_on", "ends_on"], name="visits_by_days")]

    def __str__(self) -> str:
        return f"выезд {self.starts_on:%d.%m.%Y}: {self.library}"

    def get_absolute_url(self) -> str:
        return address_of_row("visits:visit", self.pk)

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Окончание раньше начала."})

    @property
    def when(self) -> str:
        return format_days(self.starts_on, self.ends_on)

    @property
    def all_visitors(self) -> list[str]:
        """Who goes: from the department, and those beside."""
        others = [self.other_visitors] if self.other_visitors else []
        return [*self.visitor_names.splitlines(), *others]


class VisitAdvice(models.Model):
    """What the visitors advised, by when; what the library answered; when it was found done.

    `remark` is what the department said on sending an answer back.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="advice")
    text = models.TextField("рекомендация", max_length=2000)
    due_on = models.DateField("срок", validators=[validate_day])
    answer = models.TextField("ответ библиотеки", max_length=5000, blank=True)
    answered_on = models.DateField("когда ответили", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто ответил",
    )
    remark = models.CharField("замечание отдела", max_length=500, blank=True)
    done_on = models.DateField("выполнена", null=True, blank=True, validators=[validate_day])
    reminded_for = models.DateField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords(excluded_fields=["reminded_for"])

    class Meta:
        verbose_name = "рекомендация после выезда"
        verbose_name_plural = "рекомендации после выездов"
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return address_of_row("visits:visit", self.visit_id)

    @property
    def waits_for_department(self) -> bool:
        """Whether the library has answered and the department has not looked at it."""
        return self.done_on is None and self.answered_on is not None

    @property
    def mark(self) -> str:
        """The mark of its state, one that people know from other lists."""
        if self.done_on:
            return "accepted"
        if self.waits_for_department:
            return "submitted"
        return "overdue" if self.is_overdue else "running"

    @property
    def state_words(self) -> str:
        words = {
            "accepted": "выполнена",
            "submitted": "ответ ждёт проверки",
            "overdue": "просрочена",
            "running": "в работе",
        }
        return words[self.mark]

    @property
    def is_overdue(self) -> bool:
        is_open = self.done_on is None and self.answered_on is None
        return is_open and self.due_on < timezone.localdate()
