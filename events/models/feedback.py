"""What participants said of an event: without names, to a few questions."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from events.models.events import Event

LEAST, MOST = 1, 5


class FeedbackQuestion(models.Model):
    """A question to the participants of one event; the answer is a mark of 1–5, or words."""

    class Kind(models.TextChoices):
        SCALE = "scale", "оценка от 1 до 5"
        TEXT = "text", "свои слова"

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions")
    text = models.CharField("вопрос", max_length=300)
    kind = models.CharField("ответ", max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "вопрос об отзыве"
        verbose_name_plural = "вопросы об отзыве"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class FeedbackForm(models.Model):
    """What one participant sent; nothing tells who she is, not even the hour."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="feedback_forms")
    sent_on = models.DateField("когда", auto_now_add=True)

    class Meta:
        verbose_name = "отзыв"
        verbose_name_plural = "отзывы"

    def __str__(self) -> str:
        return f"отзыв {self.pk}: {self.event}"


class FeedbackAnswer(models.Model):
    """An answer to one question."""

    form = models.ForeignKey(FeedbackForm, models.CASCADE, related_name="answers")
    question = models.ForeignKey(FeedbackQuestion, models.CASCADE, related_name="answers")
    mark = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(LEAST), MaxValueValidator(MOST)]
    )
    text = models.TextField(max_length=2000, blank=True)

    class Meta:
        verbose_name = "ответ в отзыве"
        verbose_name_plural = "ответы в отзывах"
        ordering = ["form_id"]
        constraints = [
            models.UniqueConstraint(fields=["form", "question"], name="one_answer_a_question")
        ]

    def __str__(self) -> str:
        return self.text or str(self.mark or "")
