"""How readers use the publications: counted without anything that would tell who they are."""

from django.conf import settings
from django.db import models

from publications.models.publications import Publication


class DownloadDay(models.Model):
    """How many readers downloaded a publication on one day."""

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="download_days", verbose_name="издание"
    )
    day = models.DateField("день")
    count = models.PositiveIntegerField("скачали", default=0)

    class Meta:
        verbose_name = "скачивания за день"
        verbose_name_plural = "скачивания по дням"
        constraints = [
            models.UniqueConstraint(
                name="one_count_of_downloads_a_day", fields=["publication", "day"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.publication}, {self.day:%d.%m.%Y}: {self.count}"


class Subscription(models.Model):
    """Says that a person asked for a letter about every new publication."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="publication_subscription",
        verbose_name="кто",
    )
    since = models.DateTimeField("с какого времени", auto_now_add=True)

    class Meta:
        verbose_name = "подписка на издания"
        verbose_name_plural = "подписки на издания"

    def __str__(self) -> str:
        return str(self.user)
