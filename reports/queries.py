"""What the pages of documents show."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from reports.models import DocumentFile

SLOW_QUEUE = timedelta(seconds=20)
LOST = timedelta(minutes=20)
_SHOWN = 100


def latest_documents_of(user: Any) -> QuerySet[DocumentFile]:
    return DocumentFile.objects.filter(requested_by=user)[:_SHOWN]


def is_queue_asleep(file: DocumentFile, now: datetime) -> bool:
    """Whether nobody has taken the document up for so long that the worker seems not to run."""
    return file.state == DocumentFile.State.WAITING and now - file.created_at > SLOW_QUEUE


def is_lost(file: DocumentFile, now: datetime) -> bool:
    """Whether the document has been in the making for so long that its worker seems stopped."""
    return file.state == DocumentFile.State.RUNNING and now - file.created_at > LOST
