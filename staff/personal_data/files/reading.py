"""Reading of attached files: once each, in the background, a few at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.apps import apps
from django.db import transaction
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django_tasks import task

from common.files.storing import StoredFile, StoredPicture
from common.files.words import READERS, read_words
from common.uploads import UploadError
from staff.models import ConsentScan, FileText

# One task holds up the documents that people wait for no longer than this many files.
FILES_A_TASK = 20
_TEXT = CharField()


@dataclass(frozen=True)
class Attached:
    """Where a file lies and which row it belongs to."""

    model: str
    number: int
    path: str

    @property
    def rows(self) -> QuerySet[StoredFile]:
        """The row, as a queryset of its model."""
        return _models()[self.model]._base_manager.filter(pk=self.number)


def _models() -> dict[str, type[StoredFile]]:
    found = (one for one in apps.get_models() if issubclass(one, StoredFile))
    passed = (StoredPicture, ConsentScan)
    return {one._meta.label: one for one in found if not issubclass(one, passed)}


def attached_files() -> list[Attached]:
    """Return all attached files that may hold words; one query."""
    parts = [
        model._base_manager.filter(file_kind__in=READERS)
        .order_by()
        .annotate(of_model=Value(label, _TEXT), lies_at=Cast(F("file"), _TEXT))
        .values_list("of_model", "pk", "lies_at")
        for label, model in _models().items()
    ]
    return [Attached(*row) for row in sorted(parts[0].union(*parts[1:], all=True))]


def unread(files: list[Attached]) -> Iterator[Attached]:
    """Yield those whose words are not kept yet; one query."""
    known = set(FileText.objects.values_list("path", flat=True))
    return (one for one in files if one.path not in known)


def read_files_later() -> None:
    """Have the files read that were attached since the last time."""
    transaction.on_commit(read_files.enqueue)


@task()
def read_files() -> None:
    """Keep the words of the next files, and go on with the others in a task of its own.

    The words of files that are gone are forgotten.
    """
    files = attached_files()
    forget_gone(files)
    waiting = list(islice(unread(files), FILES_A_TASK + 1))
    for one in waiting[:FILES_A_TASK]:
        _keep_words(one)
    if len(waiting) > FILES_A_TASK:
        read_files.enqueue()


def forget_gone(files: list[Attached]) -> None:
    """Forget the words of files that are attached no more."""
    there = {one.path for one in files}
    kept = FileText.objects.values_list("pk", "path")
    FileText.objects.filter(pk__in=[pk for pk, path in kept if path not in there]).delete()


def _keep_words(one: Attached) -> None:
    row = one.rows.first()
    if row is None:
        return
    try:
        with row.file.open("rb") as file:
            found = {"text": read_words(row.file_kind, file.read())}
    except (UploadError, OSError):
        found = {"is_readable": False}
    FileText.objects.update_or_create(path=one.path, defaults=found)
