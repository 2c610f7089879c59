"""Letters about collections of reports, on record: to whom, when, about what."""

from django.conf import settings
from django.db import models

from libraries.models import Organisation
from statistics.models.campaigns import Campaign
from statistics.models.submissions import Submission

OUT_WORDS = "Не присылать таких писем:"


class CampaignLetter(models.Model):
    """One letter to one address.

    `occasion` tells letters of a kind apart: the due date that is near or past, the day of a
    reminder, the step of the report. The same letter is written once: see the constraint.
    """

    class Kind(models.TextChoices):
        OPENING = "opening", "сбор открыт"
        WEEK = "week", "неделя до срока"
        OVERDUE = "overdue", "срок прошёл"
        REMINDER = "reminder", "напоминание"
        RETURNED = "returned", "отчёт возвращён"
        ACCEPTED = "accepted", "отчёт принят"
        REMOVED = "removed", "файл убран"
        CANCELLED = "cancelled", "сбор отменён"
        RESTORED = "restored", "сбор возобновлён"
        EXCUSED = "excused", "отчёт не нужен"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="letters")
    kind = models.CharField("о чём", max_length=10, choices=Kind)
    occasion = models.CharField(max_length=40, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="campaign_letters", verbose_name="учреждение"
    )
    submission = models.ForeignKey(
        Submission, models.SET_NULL, null=True, blank=True, related_name="letters"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="campaign_letters"
    )
    address = models.EmailField("куда")
    subject = models.CharField("тема", max_length=300)
    body = models.TextField("текст")
    written_at = models.DateTimeField("когда")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # When the sending of it began: whoever cancels the collection stops the letters before that.
    taken_at = models.DateTimeField("взято в отправку", null=True)
    sent_at = models.DateTimeField("отправлено", null=True)

    class Meta:
        verbose_name = "письмо о сборе"
        verbose_name_plural = "письма о сборах"
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "occasion", "organisation", "address"],
                name="campaign_letter_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.address}"

    @property
    def shown_body(self) -> str:
        """The text without the recipient's own link out of the letters, which is hers alone."""
        return self.body.partition(OUT_WORDS)[0].rstrip()

    @property
    def way_out(self) -> str:
        """The recipient's link out of the letters; nothing where the letter has none."""
        return self.body.rpartition(OUT_WORDS)[2].strip() if OUT_WORDS in self.body else ""


class LetterRefusal(models.Model):
    """Says that a person wants no letters about collections: the portal itself tells her all."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="campaign_letter_refusal"
    )
    since = models.DateTimeField("с какого времени", auto_now_add=True)

    class Meta:
        verbose_name = "отказ от писем о сборах"
        verbose_name_plural = "отказы от писем о сборах"

    def __str__(self) -> str:
        return str(self.user)
