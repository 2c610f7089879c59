"""People at work in a plan: their steps, to be undone, and the rows where they are now."""

from django.conf import settings
from django.db import models

from events.models.items import PlanItem
from events.models.plans import Plan


class PlanStep(models.Model):
    """What one person did at one go: one or many changes, undone and done again together."""

    class State(models.TextChoices):
        DONE = "done", "сделан"
        UNDONE = "undone", "отменён"
        PASSED = "passed", "пройден"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    title = models.CharField("что сделано", max_length=300)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.DONE)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "шаг правки плана"
        verbose_name_plural = "шаги правки планов"
        ordering = ["pk"]
        indexes = [models.Index(fields=["plan", "made_by", "state"])]

    def __str__(self) -> str:
        return self.title


class PlanPresence(models.Model):
    """Where in a plan a person was seen last; what is older than half a minute counts no more."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    item = models.ForeignKey(PlanItem, models.CASCADE, null=True, related_name="+")
    field = models.CharField("какая ячейка", max_length=20, blank=True)
    seen_at = models.DateTimeField("когда")

    class Meta:
        verbose_name = "присутствие в плане"
        verbose_name_plural = "присутствия в планах"
        constraints = [
            models.UniqueConstraint(fields=["plan", "user"], name="person_once_in_a_plan")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.plan}"
