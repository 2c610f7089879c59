"""What publications are about."""

from django.db import models

from common.fields import NormalisedField


class Topic(models.Model):
    """A topic; equal words in other letters are the same topic."""

    name = models.CharField("тема", max_length=100)
    name_key = NormalisedField(sources=("name",))

    class Meta:
        verbose_name = "тема"
        verbose_name_plural = "темы"
        ordering = ["name_key"]
        constraints = [models.UniqueConstraint(fields=["name_key"], name="publication_topic_once")]

    def __str__(self) -> str:
        return self.name
