"""Numbered changes of an approved plan, written beside its text until they are approved."""

from django.conf import settings
from django.db import models

from events.models.items import PlanItem
from events.models.plans import Plan, PlannedFigure, PlanSection


class Amendment(models.Model):
    """«Изменение № 1»: rows that are added, changed and taken out of an approved plan.

    The plan stands as approved, and is seen so, until the amendment is approved in its turn.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "готовится"
        ON_APPROVAL = "on_approval", "на согласовании"
        APPROVED = "approved", "утверждено"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="amendments")
    number = models.PositiveSmallIntegerField("номер")
    grounds = models.TextField("основание", blank=True)
    state = models.CharField("состояние", max_length=20, choices=State, default=State.DRAFT)
    approved_on = models.DateField("утверждено", null=True, blank=True)
    order_number = models.CharField("номер приказа", max_length=60, blank=True)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    begun_at = models.DateTimeField("начато", auto_now_add=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    class Meta:
        verbose_name = "изменение плана"
        verbose_name_plural = "изменения плана"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="amendment_once"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=~models.Q(state="approved"),
                name="amendment_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return f"Изменение № {self.number}"

    @property
    def is_editable(self) -> bool:
        return self.state == self.State.DRAFT


class AmendmentRow(models.Model):
    """What an amendment does to one row or one planned figure of the plan.

    `texts` holds the new texts by field: all of a row that is added, those that change of one
    that stands; `before` holds what stood there when the change was written.
    """

    class Act(models.TextChoices):
        ADD = "add", "добавить"
        CHANGE = "change", "изменить"
        REMOVE = "remove", "исключить"

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="rows")
    act = models.CharField("что сделать", max_length=10, choices=Act)
    item = models.ForeignKey(
        PlanItem, models.CASCADE, null=True, blank=True, related_name="amendment_rows"
    )
    figure = models.ForeignKey(
        PlannedFigure, models.CASCADE, null=True, blank=True, related_name="amendment_rows"
    )
    # Where a row that is added goes: to the end of a section, or outside sections.
    section = models.ForeignKey(
        PlanSection, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    texts = models.JSONField("стало", default=dict)
    before = models.JSONField("было", default=dict)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    class Meta:
        verbose_name = "строка изменения"
        verbose_name_plural = "строки изменения"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "item"],
                condition=models.Q(item__isnull=False),
                name="amendment_row_once_an_item",
            ),
            models.UniqueConstraint(
                fields=["amendment", "figure"],
                condition=models.Q(figure__isnull=False),
                name="amendment_row_once_a_figure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.subject}"

    @property
    def subject(self) -> str:
        """What the row is about, in words."""
        return str(self.item or self.figure or self.texts.get("name", ""))
