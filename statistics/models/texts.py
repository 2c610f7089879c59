"""The text part of a report: the headings that a campaign sets, and what libraries write."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from statistics.models.campaigns import Campaign
from statistics.models.submissions import Submission

# Signs: a paragraph, and the longest that a region's yearly report has room for.
SHORTEST_LIMIT, LONGEST_LIMIT = 100, 20_000


class TextHeading(models.Model):
    """A heading under which every report of the campaign has a text of its own."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="headings")
    title = models.CharField("заголовок", max_length=200)
    help_text = models.TextField("что написать", max_length=1000, blank=True)
    is_required = models.BooleanField("обязательный", default=False)
    max_length = models.PositiveIntegerField(
        "знаков не больше",
        default=3000,
        validators=[MinValueValidator(SHORTEST_LIMIT), MaxValueValidator(LONGEST_LIMIT)],
    )
    position = models.PositiveSmallIntegerField("порядок", default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "заголовок текстовой части"
        verbose_name_plural = "заголовки текстовой части"
        ordering = ["campaign", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "title"], name="heading_once_a_campaign")
        ]

    def __str__(self) -> str:
        return self.title


class ReportText(models.Model):
    """What a library wrote under a heading; an emptied text stays, and its history with it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="texts")
    heading = models.ForeignKey(TextHeading, models.PROTECT, related_name="texts")
    text = models.TextField("текст", blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField("изменён")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "текст отчёта"
        verbose_name_plural = "тексты отчётов"
        ordering = ["submission", "heading__position"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "heading"], name="text_once_a_heading")
        ]

    def __str__(self) -> str:
        return f"{self.heading}: {self.text[:60]}"
