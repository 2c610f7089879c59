"""Photographs in a passport: the confirmed ones, in their order."""

from django.urls import reverse

from libraries.models import Library
from libraries.passport.sections import Audience, Content, Picture
from libraries.queries.passports import shown_photos


def read_photos(library: Library, audience: Audience) -> Content | None:
    """Return the photographs that everybody sees; None when there are none."""
    if not getattr(library, "has_photos", True):
        return None
    pictures = tuple(
        Picture(
            photo.alt,
            reverse("libraries:photo", args=[photo.pk]),
            reverse("libraries:photo-small", args=[photo.pk]),
            photo.thumbnail,
        )
        for photo in shown_photos(library)
    )
    return Content(pictures=pictures) if pictures else None
