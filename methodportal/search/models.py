"""The index of the search: what was found where, in the same tables on every database."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from common.stems import LONGEST_WORD


class WordField(models.CharField):
    """A word compared by code point, so that a range of beginnings is served by its index."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST_WORD, **kwargs})

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class SearchEntry(models.Model):
    """One row of the portal as the search knows it; who may see it is asked of its source."""

    kind = models.CharField("вид", max_length=30)
    object_id = models.BigIntegerField("номер записи")
    title = models.TextField("название")
    text = models.TextField("текст", blank=True)
    url = models.CharField("адрес", max_length=300)
    date = models.DateField("дата", null=True)
    stems = models.TextField("основы слов по порядку")
    title_words = models.PositiveSmallIntegerField("слов в названии")

    class Meta:
        verbose_name = "запись поиска"
        verbose_name_plural = "записи поиска"
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")
        ]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word of an entry: its stem, how it was written first, and what it weighs there."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="words")
    stem = WordField(verbose_name="основа")
    form = WordField(verbose_name="как написано")
    weight = models.PositiveSmallIntegerField("вес")

    class Meta:
        verbose_name = "слово поиска"
        verbose_name_plural = "слова поиска"
        constraints = [models.UniqueConstraint(fields=["stem", "entry"], name="search_word_once")]

    def __str__(self) -> str:
        return self.form
