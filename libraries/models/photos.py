"""Photographs of libraries."""

from django.conf import settings
from django.db import models

from common.files.storing import StoredPicture
from libraries.models.libraries import Library


class LibraryPhoto(StoredPicture):
    """A photograph in a passport; the public sees it once a methodist has confirmed it.

    A removed one leaves all pages at once (people in it may ask for that); the row stays.
    """

    library = models.ForeignKey(
        Library, models.PROTECT, related_name="photos", verbose_name="библиотека"
    )
    alt = models.CharField(
        "что на снимке",
        max_length=300,
        help_text="Для тех, кто его не видит, например: «Читальный зал: столы у окон, стеллажи».",
    )
    position = models.PositiveSmallIntegerField("порядок", default=1)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    added_at = models.DateTimeField("добавлена", auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    confirmed_at = models.DateTimeField("подтверждена", null=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    removed_at = models.DateTimeField("убрана", null=True, editable=False)

    class Meta:
        verbose_name = "фотография библиотеки"
        verbose_name_plural = "фотографии библиотек"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["library", "position"], name="photo_by_library")]

    def __str__(self) -> str:
        return self.alt

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
