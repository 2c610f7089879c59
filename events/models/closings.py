"""Closing a plan when its year is over: the yearly report as it was then, kept for ever."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from events.models.kept_files import KeptFile
from events.models.plans import Plan


class PlanClosing(KeptFile):
    """One closing of a plan, with its report on the whole year in figures and as a PDF.

    A plan that was opened again keeps its former closings; `reopened_at` tells those. `not_done`
    counts the rows nobody had marked by then, which were taken as not done. `contents` is the
    report, never changed afterwards.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="closings")
    number = models.PositiveSmallIntegerField("номер")
    closed_on = models.DateField("завершён")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="кто завершил",
    )
    not_done = models.PositiveIntegerField("принято невыполненным, пунктов", default=0)
    contents = models.JSONField("отчёт", encoder=DjangoJSONEncoder)
    reopened_at = models.DateTimeField("открыт снова", null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто открыл снова",
    )
    reason = models.TextField("почему открыт снова", blank=True)

    class Meta:
        verbose_name = "завершение плана"
        verbose_name_plural = "завершения планов"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_closing_once"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(reopened_at__isnull=True),
                name="plan_closing_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: завершение {self.number}"
