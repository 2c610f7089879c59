"""Summaries that the public reads."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse

from statistics.models.campaigns import Campaign


class PublishedSummaryQuerySet(models.QuerySet):
    """Publications by whether the public sees them."""

    def in_force(self) -> "PublishedSummaryQuerySet":
        """Leave those that the public sees; a collection taken back takes its summary with it."""
        return self.filter(withdrawn_at=None).exclude(campaign__state=Campaign.State.CANCELLED)

    def listed(self) -> "PublishedSummaryQuerySet":
        """Leave out what only the page itself and the documents read."""
        return self.defer("content")


class PublishedSummary(models.Model):
    """Tables and pictures of a closed collection, published by the head on one day.

    `content` is what `statistics.published` has made and reads; it never changes. A further
    publication withdraws the former one; none is ever deleted. `stamp` tells of which figures it
    was made, so that the head sees when they have changed since.
    """

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="publications", verbose_name="сбор отчётности"
    )
    foreword = models.TextField(
        "вступление", blank=True, max_length=2000, validators=[MaxLengthValidator(2000)]
    )
    chosen = models.JSONField("главы", default=list)
    content = models.JSONField("содержание")
    stamp = models.CharField("по каким цифрам", max_length=64)
    published_at = models.DateTimeField("опубликован")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField("снят", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawal_reason = models.CharField("почему снят", max_length=300, blank=True)

    objects = PublishedSummaryQuerySet.as_manager()

    class Meta:
        verbose_name = "опубликованный свод"
        verbose_name_plural = "опубликованные своды"
        ordering = ["-campaign__year", "campaign__form", "-published_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(withdrawn_at=None),
                name="one_publication_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"Свод: {self.campaign.short_title}"

    def get_absolute_url(self) -> str:
        kwargs: Mapping[str, Any] = {"form": self.campaign.form.code, "period": self.campaign.key}
        return reverse("statistics:published", kwargs=kwargs)

    @property
    def is_in_force(self) -> bool:
        """Whether the public sees it."""
        return self.withdrawn_at is None
