"""The file of a publication and its cover."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from common.files.checking import CheckedFile
from common.files.storing import stored_values
from publications.actions.publishing import change_publication
from publications.models import Publication
from publications.tasks import read_file_later

_NO_FILE = {"file": "", "file_name": "", "file_kind": "", "file_size": None, "file_text": ""}


@transaction.atomic
def attach_file(pk: int, file: CheckedFile, *, version: int, by: Any) -> Publication:
    """Keep `file` as the file of the publication, in place of the former one.

    Its words and its first page are read afterwards, in the background; the number of its pages
    is taken for the extent when none was told, neither of the whole nor of its volumes. Raises
    StaleObjectError.
    """
    values = {**stored_values(file), "file_text": ""}
    is_untold = Publication.objects.filter(pk=pk, extent="", volume_list="").exists()
    if file.pages and is_untold:
        values["extent"] = str(file.pages)
    changed = change_publication(pk, values, version=version, by=by, reason="Новый файл")
    read_file_later(pk)
    return changed


@transaction.atomic
def remove_file(pk: int, *, version: int, by: Any) -> Publication:
    """Take the file away, with the cover drawn from it. Raises StaleObjectError."""
    current = Publication.objects.only("cover_is_own").get(pk=pk)
    values = _NO_FILE if current.cover_is_own else {**_NO_FILE, "cover": ""}
    return change_publication(pk, values, version=version, by=by, reason="Файл убран")


@transaction.atomic
def choose_cover(pk: int, picture: CheckedFile | None, *, version: int, by: Any) -> Publication:
    """Make `picture` the cover; with None, draw the cover from the file again.

    Raises StaleObjectError.
    """
    if picture is not None:
        cover = ContentFile(picture.thumbnail, name="cover.jpg")
        values = {"cover": cover, "cover_is_own": True}
        return change_publication(pk, values, version=version, by=by, reason="Обложка загружена")
    values = {"cover": "", "cover_is_own": False}
    changed = change_publication(pk, values, version=version, by=by, reason="Обложка убрана")
    read_file_later(pk)
    return changed
