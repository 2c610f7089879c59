"""Reports of libraries, their figures and the history of both."""

from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse

from libraries.models import Library, Organisation, Territory
from statistics.models.campaigns import Campaign
from statistics.models.forms import Cell


class SubmissionQuerySet(models.QuerySet):
    """Reports by the collections they belong to."""

    def standing(self) -> "SubmissionQuerySet":
        """Leave out the reports of cancelled collections."""
        return self.exclude(campaign__state=Campaign.State.CANCELLED)


class Submission(models.Model):
    """One library's answers in one campaign.

    Territory, organisation, kind and settlement are those of the library in that year, so that
    an old summary never changes when the network is reorganised.
    """

    class State(models.TextChoices):
        NOT_STARTED = "not_started", "не начат"
        DRAFT = "draft", "заполняется"
        SUBMITTED = "submitted", "отправлен"
        RETURNED = "returned", "на доработке"
        ACCEPTED = "accepted", "принят"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="submissions")
    library = models.ForeignKey(Library, models.PROTECT, related_name="submissions")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="submissions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="submissions")
    kind = models.CharField("вид", max_length=20, choices=Library.Kind)
    settlement = models.CharField(
        "тип населённого пункта", max_length=10, choices=Library.Settlement
    )
    is_model = models.BooleanField("модельная", default=False)
    state = models.CharField("состояние", max_length=15, choices=State, default=State.NOT_STARTED)
    responsible_name = models.CharField("ответственный за отчёт", max_length=200, blank=True)
    responsible_post = models.CharField("должность", max_length=200, blank=True)
    responsible_phone = models.CharField("телефон", max_length=60, blank=True)
    responsible_email = models.EmailField("электронная почта", blank=True)
    extended_to = models.DateField("срок продлён до", null=True, blank=True)
    submitted_at = models.DateTimeField("отправлен", null=True, blank=True)
    decided_at = models.DateTimeField("рассмотрен", null=True, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)
    # How much the checks doubted the report when it was last sent: see `actions.doubts`.
    doubt = models.PositiveIntegerField("сомнения", default=0, editable=False)
    # What the library was shown and sent the report with all the same: see `queries.left_open`.
    sent_with_open = models.PositiveSmallIntegerField(
        "замечаний без ответа", default=0, editable=False
    )
    sent_untouched = models.BooleanField("без изменений", default=False, editable=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "отчёт библиотеки"
        verbose_name_plural = "отчёты библиотек"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "library"], name="submission_once_a_campaign"
            )
        ]
        indexes = [
            models.Index(fields=["campaign", "state"]),
            # With the state, so that a summary counts the reports of a country from it alone.
            models.Index(fields=["campaign", "territory", "state"]),
            models.Index(fields=["campaign", "organisation"]),
        ]

    def __str__(self) -> str:
        return f"{self.library}, {self.campaign}"

    def get_absolute_url(self) -> str:
        return reverse("statistics:submission", args=[self.pk])

    @property
    def due_on(self) -> date:
        """Until when this library is to send: the campaign's date, or its own extension."""
        return self.extended_to or self.campaign.due_on

    @property
    def sent_as(self) -> str:
        """What the department is told of a report sent as it was: «2 без ответа, не изменён»."""
        if self.state != self.State.SUBMITTED:
            return ""
        told = [f"{self.sent_with_open} без ответа"] if self.sent_with_open else []
        return ", ".join([*told, *(["не изменён"] if self.sent_untouched else [])])

    @property
    def is_editable(self) -> bool:
        """Whether the librarian may still change figures."""
        return self.campaign.is_collecting and self.state in (
            self.State.NOT_STARTED,
            self.State.DRAFT,
            self.State.RETURNED,
        )


class Extension(models.Model):
    """More time for one library, with the reason; the latest one is `Submission.extended_to`."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="extensions")
    due_on = models.DateField("сдать до")
    reason = models.CharField("причина", max_length=500)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        verbose_name = "продление срока"
        verbose_name_plural = "продления срока"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.submission_id}: до {self.due_on:%d.%m.%Y}"


class Value(models.Model):
    """An answered cell: a number (0 among them), or «н/д» with a reason; a blank has no row.

    `is_prefilled` tells that it was taken from last year and nobody has looked at it yet.
    """

    pk = models.CompositePrimaryKey("submission_id", "cell_id")
    # Both stand first in an index of their own: the key's, and `value_by_cell`.
    submission = models.ForeignKey(
        Submission, models.CASCADE, related_name="values", db_index=False
    )
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="values", db_index=False)
    number = models.DecimalField("число", max_digits=18, decimal_places=3, null=True)
    no_data_reason = models.CharField("почему нет данных", max_length=300, blank=True)
    is_prefilled = models.BooleanField(
        "из прошлого года, не проверено", default=False, db_default=False
    )
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "значение"
        verbose_name_plural = "значения"
        indexes = [models.Index(fields=["cell", "submission"], name="value_by_cell")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__isnull=False) | ~models.Q(no_data_reason=""),
                name="value_number_or_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cell_id}: {'н/д' if self.number is None else self.number}"


class ValueChange(models.Model):
    """The history of a cell: who changed what, when, and by which way in."""

    class Source(models.TextChoices):
        SCREEN = "screen", "на экране"
        TOTAL = "total", "посчитан итог"
        IMPORT = "import", "загружено из файла"
        API = "api", "через API"
        STAFF = "staff", "из списка кадров"
        LAST_YEAR = "last_year", "из прошлого года"
        CONFIRMED = "confirmed", "подтверждён"

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="changes")
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="+")
    before = models.CharField("было", max_length=320, blank=True)
    after = models.CharField("стало", max_length=320, blank=True)
    source = models.CharField("как", max_length=10, choices=Source)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "изменение значения"
        verbose_name_plural = "изменения значений"
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["submission", "cell"])]

    def __str__(self) -> str:
        return f"{self.cell}: {self.before} → {self.after}"


class Transition(models.Model):
    """One step of a submission's way: who moved it from which state to which, and why."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="transitions")
    before = models.CharField("было", max_length=15, choices=Submission.State)
    after = models.CharField("стало", max_length=15, choices=Submission.State)
    comment = models.TextField("пояснение", blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "переход"
        verbose_name_plural = "переходы"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_after_display()}"
