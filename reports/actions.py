"""Asking for documents, making and throwing them away."""

import logging
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import Any
from uuid import uuid4

from django.core.files import File
from django.db.models import QuerySet
from django.utils import timezone

from reports.documents import DOCUMENTS, Document, ParameterError, open_document
from reports.documents.personal import PersonalDocument
from reports.models import DocumentFile
from reports.progress import MADE, READ, listening
from reports.queries import is_lost

logger = logging.getLogger(__name__)
KEPT = timedelta(days=30)
# What guests asked for of former figures is kept while somebody may still be waiting for it.
KEPT_SUPERSEDED = timedelta(hours=1)
# Guests wait behind people at work, and only so many documents of theirs wait at a time.
GUESTS_PRIORITY = -10
MOST_OF_GUESTS = 20
FAILED = (
    "Документ не получился из-за ошибки портала; она записана в журнал. "
    "Попробуйте ещё раз; если не поможет, сообщите администратору номер запроса."
)
_States = DocumentFile.State


class QueueFullError(Exception):
    """So many documents of guests wait already that no more is taken."""


def request_document(document: Document, format_: str, by: Any) -> DocumentFile:
    """Return the file for `by`: one made before of the same figures, or a new one on its way.

    `by` is None for a guest. Raises ParameterError for a format that the document does not have,
    QueueFullError when too much of guests waits. What takes a moment is made at once, the rest
    in the background.
    """
    if format_ not in document.formats:
        raise ParameterError(f"Документ «{document.title}» бывает: {', '.join(document.formats)}.")
    version = document.data_version()
    found = _already_asked(document, format_, version, by)
    if found is not None:
        return found
    file = DocumentFile(
        document=document.name,
        parameters=document.values,
        format=format_,
        data_version=version,
        title=document.heading[:300],
        requested_by=by,
    )
    ready = _made_for_others(file)
    if ready is not None:
        file.state, file.progress = _States.READY, 100
        file.file, file.finished_at = ready.file.name, timezone.now()
    elif by is None:
        _refuse_when_full()
    file.save()
    if ready is None:
        _start(file)
    return file


def _already_asked(document: Document, format_: str, version: str, by: Any) -> DocumentFile | None:
    asked = DocumentFile.objects.filter(
        document=document.name,
        parameters=document.values,
        format=format_,
        data_version=version,
        requested_by=by,
    ).exclude(state=_States.FAILED)
    now = timezone.now()
    return next((file for file in asked if not (file.is_missing or is_lost(file, now))), None)


def _refuse_when_full() -> None:
    waiting = DocumentFile.objects.filter(requested_by=None, state=_States.WAITING)
    if waiting.count() >= MOST_OF_GUESTS:
        raise QueueFullError


def _made_for_others(file: DocumentFile) -> DocumentFile | None:
    made = DocumentFile.objects.filter(
        document=file.document,
        parameters=file.parameters,
        format=file.format,
        data_version=file.data_version,
        state=_States.READY,
    )
    return next((other for other in made if not other.is_missing), None)


def _start(file: DocumentFile) -> None:
    """Make a quick document now; put another in the queue."""
    from reports.tasks import make_document  # noqa: PLC0415 (the task calls back into actions)

    if file.format in DOCUMENTS[file.document].quick:
        make(file)
    else:
        priority = make_document.priority if file.requested_by_id else GUESTS_PRIORITY
        make_document.using(priority=priority).enqueue(file.pk)
        file.refresh_from_db()


def retry(file: DocumentFile) -> None:
    """Make a failed or stuck document again, of today's figures."""
    file.state, file.progress, file.error = _States.WAITING, 0, ""
    file.created_at, file.finished_at = timezone.now(), None
    file.save()
    _start(file)


def record_given(file: DocumentFile, by: Any) -> None:
    """Record that the file was handed to `by`, where it names people."""
    document = DOCUMENTS.get(file.document)
    if document is not None and issubclass(document, PersonalDocument):
        document.record_given(file.parameters, f"{file.title} ({file.format.upper()})", by)


def make(file: DocumentFile) -> None:
    """Make the file; a failure is recorded in words, never raised."""
    _save(file, state=_States.RUNNING, progress=1)
    try:
        _render(file)
    except ParameterError as error:
        _save(file, state=_States.FAILED, error=str(error), finished_at=timezone.now())
    except Exception:
        logger.exception("Document %s failed", file.pk)
        _save(file, state=_States.FAILED, error=FAILED, finished_at=timezone.now())


def _render(file: DocumentFile) -> None:
    document = open_document(file.document, file.parameters)
    version, title = document.data_version(), document.heading[:300]
    _save(file, progress=READ, data_version=version, title=title)
    with TemporaryFile() as stream:
        with listening(lambda percent: _save(file, progress=percent)):
            document.write(file.format, stream)
        _save(file, progress=MADE)
        name = f"{file.document}-{uuid4().hex}.{file.format}"
        file.file.save(name, File(stream), save=False)
    _save(file, file=file.file.name, state=_States.READY, progress=100, finished_at=timezone.now())
    if file.requested_by_id is None:
        _throw_away(_superseded_by(file))


def _save(file: DocumentFile, /, **changes: Any) -> None:
    """Write only what changed, at once, so that the page that waits sees it."""
    for name, value in changes.items():
        setattr(file, name, value)
    file.save(update_fields=list(changes))


def _superseded_by(file: DocumentFile) -> QuerySet[DocumentFile]:
    """Return what guests had of the same document before, so that the disk holds one of each."""
    same = DocumentFile.objects.filter(
        requested_by=None,
        document=file.document,
        parameters=file.parameters,
        format=file.format,
        created_at__lt=timezone.now() - KEPT_SUPERSEDED,
    )
    return same.exclude(pk=file.pk)


def delete_old(now: datetime) -> int:
    """Delete documents older than a month with their files; return how many."""
    return _throw_away(DocumentFile.objects.filter(created_at__lt=now - KEPT))


def _throw_away(files: QuerySet[DocumentFile]) -> int:
    """Delete the documents, and from the disk the files that no other document shares."""
    old = list(files)
    names = {file.file.name for file in old if file.file}
    DocumentFile.objects.filter(pk__in=[file.pk for file in old]).delete()
    kept = set(DocumentFile.objects.filter(file__in=names).values_list("file", flat=True))
    storage = DocumentFile._meta.get_field("file").storage
    for name in names - kept:
        storage.delete(name)
    return len(old)
