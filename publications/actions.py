"""Changes of the publications: each in one transaction, with its author in the history."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile

from common.editing import change_row, create_row
from common.files.checking import CheckedFile
from publications.models import Publication

State = Publication.State


def add_publication(values: Mapping[str, Any], by: Any) -> Publication:
    """Add a planned publication. Raises ValidationError."""
    return create_row(Publication(**values), by)


def change_publication(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Publication:
    """Change the fields of `values`. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Publication.objects.all(), pk, values, version, by, reason)


def start_work(pk: int, *, version: int, by: Any) -> Publication:
    """Take a planned publication into work. Raises StaleObjectError, DoesNotExist."""
    planned = Publication.objects.filter(state=State.PLANNED)
    return change_row(planned, pk, {"state": State.IN_WORK}, version, by)


def publish(pk: int, *, published_on: datetime.date, version: int, by: Any) -> Publication:
    """Open the publication and its file to everybody.

    Raises StaleObjectError, DoesNotExist when it is published already, and ValidationError when
    its year is not known.
    """
    values = {"state": State.PUBLISHED, "published_on": published_on}
    unpublished = Publication.objects.exclude(state=State.PUBLISHED)
    return change_row(unpublished, pk, values, version, by, "Публикация")


def withdraw(pk: int, *, version: int, by: Any) -> Publication:
    """Hide a published publication from the public. Raises StaleObjectError, DoesNotExist."""
    values = {"state": State.IN_WORK, "published_on": None}
    published = Publication.objects.filter(state=State.PUBLISHED)
    return change_row(published, pk, values, version, by, "Снято с публикации")


def attach_file(pk: int, file: CheckedFile, *, version: int, by: Any) -> Publication:
    """Keep `file` as the file of the publication, in place of the former one.

    Raises StaleObjectError.
    """
    content = ContentFile(file.data, name=f"file{file.kind.extension}")
    values = {"file": content, "file_size": len(file.data)}
    return change_publication(pk, values, version=version, by=by, reason="Новый файл")


def remove_file(pk: int, *, version: int, by: Any) -> Publication:
    """Take the file away. Raises StaleObjectError."""
    values = {"file": "", "file_size": None}
    return change_publication(pk, values, version=version, by=by, reason="Файл убран")
