"""Work done in the background: reading files, writing letters about what is new."""

import base64
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django_tasks import task

from common.files.kinds import PDF
from common.files.words import READERS
from common.sandbox import run_in_sandbox
from common.uploads import UploadError
from publications.models import Publication

_COVER = "common.files.pdf_reader:draw_cover"


def read_file_later(pk: int) -> None:
    """Have the file read once the present transaction is through."""
    transaction.on_commit(lambda: read_file.enqueue(pk))


@task()
def read_file(publication_id: int) -> None:
    """Store the words of the file, and its first page as the cover unless one was chosen.

    A file that was replaced meanwhile is left to its own task; one that cannot be read is still
    downloaded, only not searched.
    """
    row = Publication.objects.filter(pk=publication_id).exclude(file="").first()
    if row is None:
        return
    with row.file.open("rb") as file:
        data = file.read()
    text = _read(READERS[row.file_kind], data)
    has_cover = bool(row.cover) and row.cover_is_own
    cover = "" if has_cover or row.file_kind != PDF.key else _read(_COVER, data)
    keep_read(row, text, cover)


def _read(function_path: str, data: bytes) -> str:
    try:
        found: Any = run_in_sandbox(function_path, data)
    except UploadError:
        return ""
    return found


@transaction.atomic
def keep_read(read: Publication, text: str, cover: str) -> None:
    """Store what was read of a file that is still there, past the history: nobody typed it."""
    row = Publication.objects.select_for_update().get(pk=read.pk)
    if row.file != read.file:
        return
    row.file_text = text
    if cover and not row.cover_is_own:
        row.cover.save("cover.jpg", ContentFile(base64.b64decode(cover)), save=False)
    row.skip_history_when_saving = True
    row.save(update_fields=["file_text", "text_key", "cover"])
