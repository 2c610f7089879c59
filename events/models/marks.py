"""Marks of fulfilment: what became of a row of a plan."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from events.models.items import PlanItem

MOST_PEOPLE = 1_000_000


class ItemMark(models.Model):
    """What became of a row by the end of one month of its plan's year.

    A row with one date has one mark, a monthly one has twelve: events.fulfilment.dues tells for
    which months a row needs them. A moved row keeps its mark: when it is held at last, the mark
    tells both. A plan is closed with every row marked: what nobody said a word of is not done, and
    may then have no reason.

    `events` holds what each event told of itself, by the number of the event; `is_from_events` is
    True until a person writes the mark anew, and then events leave it alone.
    """

    class State(models.TextChoices):
        HELD = "held", "проведено"
        MOVED = "moved", "перенесено"
        CANCELLED = "cancelled", "отменено"
        NOT_DONE = "not_done", "не выполнено"

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="marks")
    month = models.PositiveSmallIntegerField(
        "за какой месяц", validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    state = models.CharField("отметка", max_length=10, choices=State)
    date = models.DateField("когда проведено", null=True, blank=True)
    moved_to = models.DateField("на какое число перенесено", null=True, blank=True)
    participants = models.PositiveIntegerField(
        "участников", null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)]
    )
    reason = models.CharField("причина", max_length=500, blank=True)
    note = models.CharField("примечание", max_length=500, blank=True)
    is_from_events = models.BooleanField(default=False, editable=False)
    events = models.JSONField(default=dict, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    marked_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = "отметка о выполнении"
        verbose_name_plural = "отметки о выполнении"
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["item", "month"], name="one_mark_a_month"),
            models.CheckConstraint(
                condition=models.Q(month__range=(1, 12)), name="mark_of_a_real_month"
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    def clean(self) -> None:
        if self.state == self.State.MOVED and self.moved_to is None:
            raise ValidationError({"moved_to": "Укажите, на какое число перенесено."})
