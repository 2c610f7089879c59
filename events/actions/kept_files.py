"""Making the PDF of what was kept, once."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile

from common.kept_documents import kept_document
from events.models.kept_files import KeptFile


def make_file(row: KeptFile, kind: str, contents: Mapping[str, Any]) -> None:
    """Make the file of a row that has none, as a kept document of this kind, and keep it.

    When two workers do it at once, the quicker one's file stays.
    """
    if row.file:
        return
    data = kept_document(kind).render(contents)
    row.file.save(f"{kind}.pdf", ContentFile(data), save=False)
    without_file = type(row).objects.filter(pk=row.pk, file="")
    digest = hashlib.sha256(data).hexdigest()
    if not without_file.update(file=row.file.name, file_hash=digest):
        row.file.delete(save=False)
