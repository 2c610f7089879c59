"""Collections of reports."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from libraries.models import Library
from statistics.models.forms import Edition, Form
from statistics.periods import PARTS, PeriodKind, ReportingPeriod


def _numbered_within_the_year() -> models.Q:
    numbered = models.Q(period__in=[PeriodKind.YEAR, PeriodKind.ONCE], number=0)
    for kind, parts in PARTS.items():
        numbered |= models.Q(period=kind, number__gte=1, number__lte=parts)
    return numbered


class CampaignQuerySet(models.QuerySet):
    """Collections by how far they are, as `Campaign.is_collecting` and `is_coming` tell of one."""

    def collecting(self) -> "CampaignQuerySet":
        """Leave those whose reports are filled, sent and checked now."""
        return self.filter(state=Campaign.State.OPEN, opens_on__lte=timezone.localdate())

    def coming(self) -> "CampaignQuerySet":
        """Leave those that are opened and begin on a later day."""
        return self.filter(state=Campaign.State.OPEN, opens_on__gt=timezone.localdate())

    def cancelled(self) -> "CampaignQuerySet":
        """Leave those that were taken back; only `Campaign.with_cancelled` has them."""
        return self.filter(state=Campaign.State.CANCELLED)


class CampaignManager(models.Manager.from_queryset(CampaignQuerySet)):
    """Collections that stand: a cancelled one is nowhere unless it is asked for by name."""

    def get_queryset(self) -> CampaignQuerySet:
        return super().get_queryset().exclude(state=Campaign.State.CANCELLED)


class Campaign(models.Model):
    """One edition of a form collected for one period, known as `6-nk/2025` or `6-nk/2025-q1`.

    The libraries asked are those that have a submission; `audience` tells how they were chosen.
    A cancelled collection keeps all it has, so that it can be restored, and leaves its period to
    another one.
    """

    Period = PeriodKind

    class Audience(models.TextChoices):
        PUBLIC = "public", "общедоступные библиотеки"
        EDUCATION = "education", "библиотеки школ и колледжей"
        CHOSEN = "chosen", "выбранные библиотеки"

    class State(models.TextChoices):
        OPEN = "open", "идёт сбор"
        CLOSED = "closed", "завершён"
        CANCELLED = "cancelled", "отменён"

    form = models.ForeignKey(Form, models.PROTECT, related_name="campaigns", verbose_name="форма")
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="campaigns", verbose_name="редакция"
    )
    year = models.PositiveSmallIntegerField("отчётный год")
    period = models.CharField("период", max_length=10, choices=PeriodKind, default=PeriodKind.YEAR)
    number = models.PositiveSmallIntegerField("номер периода в году", default=0)
    audience = models.CharField(
        "кто отчитывается", max_length=10, choices=Audience, default=Audience.PUBLIC
    )
    opens_on = models.DateField("начало сбора")
    due_on = models.DateField("сдать до")
    package_due_on = models.DateField("пакет учреждения до", null=True, blank=True)
    review_due_on = models.DateField("проверить до")
    scan_required = models.BooleanField("нужен подписанный скан", default=False)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField("завершён", null=True, blank=True)
    cancelled_at = models.DateTimeField("отменён", null=True, blank=True)
    cancel_reason = models.CharField("почему отменён", max_length=300, blank=True)
    # Since when its sums are kept ready (`statistics.rollups`); empty: summed from the values.
    rolled_up_at = models.DateTimeField("итоги собраны", null=True, editable=False)
    history = HistoricalRecords(excluded_fields=["rolled_up_at"])

    objects = CampaignManager()
    with_cancelled = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "сбор отчётности"
        verbose_name_plural = "сборы отчётности"
        # The yearly collection, whose kind is the last by the alphabet, comes before its parts.
        ordering = ["-year", "form", "-period", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "year", "period", "number"],
                condition=~models.Q(state="cancelled"),
                name="campaign_once_a_period",
            ),
            models.CheckConstraint(
                condition=_numbered_within_the_year(), name="campaign_number_within_year"
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("opens_on")), name="campaign_due_after_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} за {self.period_words}"

    def get_absolute_url(self) -> str:
        if self.is_cancelled:
            return reverse("statistics:campaign-cancelled", args=[self.pk])
        return reverse("statistics:campaign", args=[self.form.code, self.key])

    @property
    def reporting_period(self) -> ReportingPeriod:
        return ReportingPeriod(self.year, self.period, self.number)

    @property
    def key(self) -> str:
        """The period in addresses, the part of the name after the slash: `2025`, `2025-q1`."""
        return self.reporting_period.key

    @property
    def name(self) -> str:
        """Name in addresses and commands: `6-nk/2025`, `6-nk/2025-q1`."""
        return f"{self.form.code}/{self.key}"

    @property
    def period_words(self) -> str:
        """The period after «за»: «2025 год», «I квартал 2025 года»."""
        return self.reporting_period.words

    @property
    def short_title(self) -> str:
        """Title for narrow places: «Форма № 6-НК за 2025 год»."""
        return f"{self.form.short_title} за {self.period_words}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_coming(self) -> bool:
        """Whether it is opened, and libraries wait for the day on which it begins."""
        return self.is_open and self.opens_on > timezone.localdate()

    @property
    def is_collecting(self) -> bool:
        """Whether libraries see their reports and fill them: from `opens_on` until it is closed."""
        return self.is_open and not self.is_coming


class AudienceChange(models.Model):
    """A library asked after the collection was opened, or asked no more, with the reason."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="audience_changes")
    library = models.ForeignKey(
        Library, models.PROTECT, related_name="+", verbose_name="библиотека"
    )
    is_added = models.BooleanField("добавлена")
    reason = models.CharField("причина", max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        verbose_name = "изменение состава сбора"
        verbose_name_plural = "изменения состава сбора"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.library}: {'добавлена' if self.is_added else 'убрана'}"
