"""Materials of an event."""

from typing import Any

from django.db import transaction

from common.editing import hold
from common.files.checking import CheckedFile
from common.files.storing import delete_stored, file_values
from events.models import Event, EventFile


@transaction.atomic
def add_file(event: Event, file: CheckedFile, title: str, by: Any) -> EventFile:
    """Keep a checked file beside the event; the history tells it."""
    row = EventFile(event=event, title=title, added_by=by, **file_values(file))
    row.full_clean(exclude=["file"])
    row.save()
    _note(event, "Добавлен материал", by)
    return row


@transaction.atomic
def remove_file(file: EventFile, by: Any) -> None:
    """Take a material away, from the disk too; the history tells it."""
    _note(file.event, "Убран материал", by)
    delete_stored(file.file)
    file.delete()


def _note(event: Event, what: str, by: Any) -> None:
    row = hold(event)
    Event.history.bulk_history_create(
        [row], update=True, default_user=by, default_change_reason=what
    )
