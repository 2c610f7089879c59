"""Papers put beside applications, or taken away; the history of the application tells who did."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from common.files.checking import CheckedFile
from common.files.storing import delete_stored, file_values
from libraries.models.attachments import Attachment

MOST_FILES = 30


@transaction.atomic
def attach(parent: Any, *, title: str, file: CheckedFile, by: Any) -> Attachment:
    """Keep `file` beside `parent` (its `files`). Raises ValidationError when there are too many."""
    parent = _locked(parent)
    if parent.files.count() >= MOST_FILES:
        raise ValidationError(f"Приложить можно не больше {MOST_FILES} файлов.")
    told = {parent.files.field.name: parent, "title": title or file.name[:200], "added_by": by}
    row = parent.files.model(**told, **file_values(file))
    row.full_clean()
    row.save()
    _note(parent, by, f"Приложен документ: {row.title}")
    return row


@transaction.atomic
def remove_attachment(row: Attachment, parent: Any, by: Any) -> None:
    """Take a paper away for good, with its file."""
    parent = _locked(parent)
    delete_stored(row.file)
    title = row.title
    row.delete()
    _note(parent, by, f"Убран документ: {title}")


def _locked(parent: Any) -> Any:
    """Return the application as it is now: while a file was looked into, it may have moved on."""
    return type(parent)._default_manager.select_for_update(of=("self",)).get(pk=parent.pk)


def _note(parent: Any, by: Any, reason: str) -> None:
    """Write the act into the history; the version stays, since no field has changed."""
    parent._history_user, parent._change_reason = by, reason[:100]
    parent.save()
