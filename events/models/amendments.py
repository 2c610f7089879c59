"""Numbered changes of an approved plan, written beside its text until they are approved."""

from django.conf import settings
from django.db import models

from events.models.items import PlanItem
from events.models.plans import Plan, PlannedFigure, PlanSection


class Amendment(models.Model):
    """«Изменение № 1»: what is added to an approved plan, changed in it and taken out of it.

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
    """What an amendment does to one thing of the plan: a row, a section, a figure, the heading.

    `texts` holds the new texts by field: all of what is added, those that change of what stands;
    `before` holds what stood there when the change was written.

    `place` tells where a row or a section will stand, empty where it stays: the number of the
    `section` around it, and for a section that it comes `after`; a new figure may be part of a
    `parent`. What the amendment itself adds is meant by the number of its AmendmentRow, below zero.
    """

    class Kind(models.TextChoices):
        ITEM = "item", "пункт"
        SECTION = "section", "раздел"
        FIGURE = "figure", "показатель"
        HEADING = "heading", "заголовок и текст"

    class Act(models.TextChoices):
        ADD = "add", "добавить"
        CHANGE = "change", "изменить"
        REMOVE = "remove", "исключить"

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="rows")
    kind = models.CharField("что меняется", max_length=10, choices=Kind, default=Kind.ITEM)
    act = models.CharField("что сделать", max_length=10, choices=Act)
    item = models.ForeignKey(
        PlanItem, models.CASCADE, null=True, blank=True, related_name="amendment_rows"
    )
    # Sections and figures are gone once an amendment that takes them out is approved.
    figure = models.ForeignKey(
        PlannedFigure, models.SET_NULL, null=True, blank=True, related_name="amendment_rows"
    )
    section = models.ForeignKey(
        PlanSection, models.SET_NULL, null=True, blank=True, related_name="amendment_rows"
    )
    texts = models.JSONField("стало", default=dict)
    before = models.JSONField("было", default=dict)
    place = models.JSONField("где стоит", default=dict, blank=True)
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
            models.UniqueConstraint(
                fields=["amendment", "section"],
                condition=models.Q(section__isnull=False),
                name="amendment_row_once_a_section",
            ),
            models.UniqueConstraint(
                fields=["amendment"],
                condition=models.Q(kind="heading"),
                name="amendment_row_once_a_heading",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.subject}"

    @property
    def subject(self) -> str:
        """What the row is about, in words; of a section and a figure, as the plan calls it."""
        if self.kind == self.Kind.HEADING:
            return str(self.get_kind_display())
        named = {**self.texts, **self.before}
        if self.kind == self.Kind.SECTION:
            return f"раздел «{named.get('title', '')}»"
        if self.kind == self.Kind.FIGURE:
            return f"показатель «{named.get('name', '')}»"
        return str(self.item or named.get("name", ""))
