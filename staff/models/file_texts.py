"""The words of the files that people attach, kept to look for a person's name in them."""

from django.db import models


class FileText(models.Model):
    """The words of one attached file, wherever it is attached; known by its place on the disk.

    A file is never written over there: a new one has a new place.
    """

    path = models.CharField("где лежит", max_length=200, unique=True)
    text = models.TextField("текст", blank=True)
    is_readable = models.BooleanField("прочитан", default=True)
    read_at = models.DateTimeField("когда прочитан", auto_now_add=True)

    class Meta:
        verbose_name = "текст приложенного файла"
        verbose_name_plural = "тексты приложенных файлов"

    def __str__(self) -> str:
        return self.path
