"""Photographs of a passport."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from common.files.checking import CheckedFile
from common.files.storing import stored_values
from libraries.models import Library, LibraryPhoto
from libraries.rules.passports import can_confirm_passports

MOST_PHOTOS = 12


@transaction.atomic
def add_photo(library: Library, file: CheckedFile, alt: str, *, by: Any) -> LibraryPhoto:
    """Add a checked photograph as the last one; a librarian's waits for a methodist.

    Raises ValidationError when the library has its twelve already.
    """
    Library.objects.select_for_update().get(pk=library.pk)
    standing = library.photos.filter(removed_at=None)
    if standing.count() >= MOST_PHOTOS:
        raise ValidationError(
            f"В паспорте не больше {MOST_PHOTOS} фотографий. Уберите одну из прежних."
        )
    last = standing.aggregate(last=Max("position"))["last"] or 0
    photo = LibraryPhoto(
        library=library, alt=alt, position=last + 1, added_by=by, **stored_values(file)
    )
    if can_confirm_passports(by):
        photo.confirmed_at, photo.confirmed_by = timezone.now(), by
    photo.full_clean()
    photo.save()
    return photo


@transaction.atomic
def move_photo(photo: LibraryPhoto, *, up: bool) -> None:
    """Change places with the photograph before (or after) it; the first and last stay."""
    Library.objects.select_for_update().get(pk=photo.library_id)
    standing = list(LibraryPhoto.objects.filter(library=photo.library_id, removed_at=None))
    at = standing.index(photo)
    other = at - 1 if up else at + 1
    if 0 <= other < len(standing):
        standing[at], standing[other] = standing[other], standing[at]
    for position, one in enumerate(standing, start=1):
        one.position = position
    LibraryPhoto.objects.bulk_update(standing, ["position"])


def remove_photo(photo: LibraryPhoto, *, by: Any) -> None:
    """Take the photograph off all pages at once; it stays on record."""
    photo.removed_at, photo.removed_by = timezone.now(), by
    photo.save(update_fields=["removed_at", "removed_by"])
