"""Rows of a plan: what is done, when, by whom."""

from django.conf import settings
from django.db import models

from common.fields import NormalisedField
from events.models.plans import Plan, PlanSection
from events.periods.stretches import Stretch, from_pairs
from libraries.models import Organisation


class PlanItem(models.Model):
    """One row of a plan. A removed row is kept, so that it can be brought back."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    section = models.ForeignKey(
        PlanSection,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="items",
        verbose_name="раздел",
    )
    # In a consolidated plan: the organisation whose row it is; the coordinator's have none.
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consolidated_items",
        verbose_name="чей пункт",
    )
    origin = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name="перенесён из пункта",
    )
    position = models.PositiveIntegerField("порядок")
    event_form = models.CharField("форма", max_length=200, blank=True)
    name = models.TextField("название")
    name_key = NormalisedField(sources=("name",))
    place = models.CharField("место", max_length=300, blank=True)
    audience = models.CharField("для кого", max_length=300, blank=True)
    programme = models.CharField("программа", max_length=300, blank=True)
    note = models.TextField("примечание", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    plan_import = models.ForeignKey(
        "events.PlanImport", models.SET_NULL, null=True, blank=True, related_name="items"
    )
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = "пункт плана"
        verbose_name_plural = "пункты плана"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["plan", "position"])]

    def __str__(self) -> str:
        return self.name


class ItemOrganiser(models.Model):
    """An organisation that holds an item, in the order and wording of the plan."""

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="organisers")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="plan_items"
    )
    wording = models.CharField("как написано", max_length=500)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.wording


class ItemResponsible(models.Model):
    """A person, or a group such as «Все методисты», responsible for an item."""

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="responsibles")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="plan_items"
    )
    wording = models.CharField("как написано", max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.wording


class ItemPeriod(models.Model):
    """When an item takes place: the wording as written, and what it means."""

    class Role(models.TextChoices):
        MAIN = "main", "проведение"
        PREPARATION = "preparation", "подготовка"
        RESULT = "result", "итоги"

    class Recurrence(models.TextChoices):
        CONTINUOUS = "continuous", "постоянно"
        DAILY = "daily", "ежедневно"
        WEEKLY = "weekly", "еженедельно"
        MONTHLY = "monthly", "ежемесячно"
        QUARTERLY = "quarterly", "ежеквартально"
        YEARLY = "yearly", "ежегодно"

    class Condition(models.TextChoices):
        ON_REQUEST = "on_request", "по запросам"
        ON_SCHEDULE = "on_schedule", "по графику"
        AS_NEEDED = "as_needed", "по мере необходимости"

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="periods")
    role = models.CharField("что", max_length=15, choices=Role, default=Role.MAIN)
    wording = models.TextField("как написано")
    start = models.DateField("начало", null=True, blank=True)
    end = models.DateField("конец", null=True, blank=True)
    # Where there are gaps between start and end («12, 19 марта»): each stretch, first and last day.
    stretches_apart = models.JSONField("отрезки", default=list, blank=True)
    recurrence = models.CharField(max_length=15, choices=Recurrence, blank=True)
    times = models.PositiveSmallIntegerField("раз в год", null=True, blank=True)
    condition = models.CharField(max_length=15, choices=Condition, blank=True)
    note = models.CharField("уточнение", max_length=300, blank=True)
    is_understood = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.wording

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The days that the wording names, in order; none when it is not understood.

        Whatever asks for days or months asks here: between start and end there may be gaps.
        """
        if self.stretches_apart:
            return from_pairs(self.stretches_apart)
        if self.start is None or self.end is None:
            return ()
        return (Stretch(self.start, self.end),)
