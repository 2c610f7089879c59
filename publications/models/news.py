"""News of the department."""

import datetime

from django.db import models
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from common.files.storing import StoredPicture


class News(models.Model):
    """A piece of news: a draft without a day, open to everybody from its day on.

    `text` is plain text with a few marks: see common.rich_text.
    """

    title = models.CharField("заголовок", max_length=200)
    name_key = NormalisedField(sources=("title",))
    lead = models.CharField("коротко", max_length=500)
    text = models.TextField("текст", max_length=50_000, blank=True)
    published_on = models.DateField("день публикации", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "новость"
        verbose_name_plural = "новости"
        ordering = [models.F("published_on").desc(nulls_first=True), "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of_row("news:news", self.pk)

    def is_open_on(self, day: datetime.date) -> bool:
        """Return whether everybody sees the news on `day`."""
        return self.published_on is not None and self.published_on <= day


class NewsPicture(StoredPicture):
    """A picture of a piece of news, told in words for those who do not see it."""

    news = models.ForeignKey(News, models.CASCADE, related_name="pictures")
    alt = models.CharField("что на картинке", max_length=300)

    class Meta:
        verbose_name = "картинка новости"
        verbose_name_plural = "картинки новостей"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.alt
