"""How a library becomes a model one: its application, from the first word to the opening."""

from collections.abc import Iterable
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MinValueValidator
from django.db import models
from django.db.models import QuerySet
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from libraries.models.competitions import Competition
from libraries.models.libraries import Library
from libraries.models.organisations import Organisation
from libraries.models.outlines import LONGEST_TEXT, OutlineItem, ToldByHeadings
from libraries.validators import validate_day

SOURCES = {
    "federal": "федеральный бюджет",
    "regional": "региональный бюджет",
    "municipal": "муниципальный бюджет",
    "other": "внебюджетные средства",
}


def _text(title: str) -> models.TextField:
    return models.TextField(title, blank=True, validators=[MaxLengthValidator(LONGEST_TEXT)])


def _roubles(title: str) -> models.DecimalField:
    """Roubles with kopecks; nothing said is not the same as 0,00."""
    return models.DecimalField(
        title,
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )


class ModelApplication(ToldByHeadings):
    """A library's application to a competition; it goes on as the story of the modernisation.

    `organisation` is the one that applied; it stays when the library is given to another.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        SUBMITTED = "submitted", "ждёт проверки"
        RETURNED = "returned", "возвращена"
        ADMITTED = "admitted", "допущена"
        WINNER = "winner", "победитель"
        RESERVE = "reserve", "в резерве"
        DECLINED = "declined", "не прошла"
        OPENED = "opened", "модернизирована"

    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="applications", verbose_name="конкурс"
    )
    library = models.ForeignKey(
        Library, models.PROTECT, related_name="model_applications", verbose_name="библиотека"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="model_applications", verbose_name="учреждение"
    )
    state = models.CharField("состояние", max_length=10, choices=State, default=State.DRAFT)
    requested_federal = _roubles("Запрошено: федеральный бюджет")
    requested_regional = _roubles("Запрошено: региональный бюджет")
    requested_municipal = _roubles("Запрошено: муниципальный бюджет")
    requested_other = _roubles("Запрошено: внебюджетные средства")
    remarks = _text("замечания методиста")
    submitted_at = models.DateTimeField("отправлена", null=True, blank=True)
    result_on = models.DateField("дата итогов", null=True, blank=True, validators=[validate_day])
    result_order = models.CharField("приказ об итогах", max_length=100, blank=True)
    result_reason = _text("причина")
    contract_federal = _roubles("По договору: федеральный бюджет")
    contract_regional = _roubles("По договору: региональный бюджет")
    contract_municipal = _roubles("По договору: муниципальный бюджет")
    contract_other = _roubles("По договору: внебюджетные средства")
    spent_federal = _roubles("Израсходовано: федеральный бюджет")
    spent_regional = _roubles("Израсходовано: региональный бюджет")
    spent_municipal = _roubles("Израсходовано: муниципальный бюджет")
    spent_other = _roubles("Израсходовано: внебюджетные средства")
    works_from = models.DateField("работы с", null=True, blank=True, validators=[validate_day])
    works_to = models.DateField("работы по", null=True, blank=True, validators=[validate_day])
    opened_on = models.DateField(
        "открыта после модернизации", null=True, blank=True, validators=[validate_day]
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто составил",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "заявка на модельную библиотеку"
        verbose_name_plural = "заявки на модельные библиотеки"
        ordering = ["-competition__year", "library__name_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "library"],
                name="one_application_a_library",
                violation_error_message="Заявка этой библиотеки на этот конкурс уже есть.",
            )
        ]
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return f"заявка: {self.library}, {self.competition.year} год"

    def get_absolute_url(self) -> str:
        return address_of_row("libraries:application", self.pk)

    def clean(self) -> None:
        if self.works_from and self.works_to and self.works_to < self.works_from:
            raise ValidationError({"works_to": "Работы кончаются раньше, чем начинаются."})
        if self.opened_on and self.works_from and self.opened_on < self.works_from:
            raise ValidationError({"opened_on": "Открыта раньше, чем начались работы."})

    @property
    def is_with_library(self) -> bool:
        """Whether its organisation writes it now."""
        return self.state in (self.State.DRAFT, self.State.RETURNED)

    @property
    def mark(self) -> str:
        """The mark of the state, one that people know from other lists."""
        return MARKS.get(self.state, self.state)

    @property
    def headings(self) -> QuerySet[OutlineItem]:
        return self.competition.outline.items.all()

    @property
    def money(self) -> list[tuple[str, Decimal | None, Decimal | None, Decimal | None]]:
        """Roubles by source: requested, by contract, spent; the last line sums them up."""
        rows = [
            (title, *(getattr(self, f"{kind}_{source}") for kind in MONEY))
            for source, title in SOURCES.items()
        ]
        return [*rows, ("Всего", *(_sum(column) for column in list(zip(*rows, strict=True))[1:]))]

    @property
    def requested(self) -> Decimal | None:
        return self.money[-1][1]

    @property
    def contracted(self) -> Decimal | None:
        return self.money[-1][2]


MARKS = {
    "admitted": "ready",
    "winner": "approved",
    "reserve": "waiting",
    "declined": "closed",
    "opened": "active",
}
MONEY = ("requested", "contract", "spent")


def money_fields(kind: str) -> list[str]:
    """Return the fields of `requested`, `contract` or `spent` money, source by source."""
    return [f"{kind}_{source}" for source in SOURCES]


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of what is known; nothing known gives nothing."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


class ModelStatusLoss(models.Model):
    """A library is no longer a model one: since when, why, by which order."""

    library = models.ForeignKey(
        Library, models.PROTECT, related_name="model_losses", verbose_name="библиотека"
    )
    lost_on = models.DateField("статус утрачен", validators=[validate_day])
    reason = models.TextField("причина", max_length=2000)
    order = models.CharField("приказ", max_length=100)
    former_year = models.PositiveSmallIntegerField("была модельной с года")
    former_programme = models.CharField("программа", max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто записал"
    )
    recorded_at = models.DateTimeField("записано", auto_now_add=True)

    class Meta:
        verbose_name = "утрата статуса модельной библиотеки"
        verbose_name_plural = "утраты статуса модельной библиотеки"
        ordering = ["-lost_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.library}: статус утрачен {self.lost_on:%d.%m.%Y}"
