"""What checks found in reports when they were sent, and what a methodist has seen of them."""

from django.conf import settings
from django.db import models

from statistics.models.submissions import Submission


class RecordedFinding(models.Model):
    """A relation that did not hold when the report was last sent or counted anew.

    `check_code` is that of the rule, `code` that of the relation (with the row of a star).
    """

    class Outcome(models.TextChoices):
        OPEN = "open", "без ответа"
        EXPLAINED = "explained", "пояснено"
        WAIVED = "waived", "контроль снят"

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="findings")
    check_code = models.CharField("контроль", max_length=60)
    code = models.CharField("увязка", max_length=60)
    severity = models.CharField("вид", max_length=10)
    outcome = models.CharField("что с ним", max_length=10, choices=Outcome)

    class Meta:
        verbose_name = "сработавший контроль"
        verbose_name_plural = "сработавшие контроли"
        indexes = [models.Index(fields=["check_code", "submission"], name="finding_by_check")]

    def __str__(self) -> str:
        return self.code


class ReviewLook(models.Model):
    """When a methodist last looked at a report, and what she had seen of it before.

    `seen_until` is her last look at an earlier version of the report: what changed after it is
    marked as new, and stays marked while she reads the version that stands now.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField("когда")
    version = models.PositiveIntegerField("версия отчёта")
    seen_until = models.DateTimeField("видела раньше", null=True, blank=True)

    class Meta:
        verbose_name = "просмотр отчёта"
        verbose_name_plural = "просмотры отчётов"
        constraints = [
            models.UniqueConstraint(fields=["submission", "user"], name="look_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.at:%d.%m.%Y %H:%M}"
