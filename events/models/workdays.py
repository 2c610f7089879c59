"""Days off that the Government moves each year: what the department has written in itself."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from common.russian import short_day
from common.workdays import SHIPPED, ProductionCalendar


class MovedDayOff(models.Model):
    """One transfer of a decree: the day off of `source` is had on `target`, of the same year.

    `decree` tells which one: «от 17.09.2026 № 1187».
    """

    source = models.DateField("с какого дня", unique=True)
    target = models.DateField("на какой день", unique=True)
    decree = models.CharField("дата и номер постановления", max_length=100)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    made_at = models.DateTimeField("когда записано", auto_now_add=True)

    class Meta:
        verbose_name = "перенос выходного"
        verbose_name_plural = "переносы выходных"
        ordering = ["target"]

    def __str__(self) -> str:
        return f"с {short_day(self.source)} на {short_day(self.target)}"

    def clean(self) -> None:
        """Refuse a transfer that no decree makes: of a working day, to a day off, over a year."""
        if self.source is None or self.target is None:
            return
        calendar = ProductionCalendar.of(SHIPPED)
        if self.source.year != self.target.year:
            raise ValidationError({"target": "Выходной переносят в пределах одного года."})
        if (self.source, self.target) in SHIPPED:
            raise ValidationError("Этот перенос портал уже знает.")
        if calendar.is_workday(self.source):
            raise ValidationError({"source": "Это рабочий день, переносить с него нечего."})
        if not calendar.is_workday(self.target):
            raise ValidationError({"target": "Этот день и так выходной."})
