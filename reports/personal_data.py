"""What the documents hold of a person: files already made, which can be made again."""

from django.db import transaction

from common.tables import Table
from reports.models import DocumentFile
from staff.models import Employee
from staff.personal_data.registry import Keeper


def _gather(employee: Employee) -> list[Table]:
    """Files repeat what others hold: they are not told again."""
    return []


def _erase(employee: Employee, mark: str) -> None:
    """Delete all made files, from the disk too.

    Any of them may name her: the responsible for a report, who asked for a consultation.
    """
    files = DocumentFile.objects.all()
    storage = DocumentFile._meta.get_field("file").storage
    stored = {file.file.name for file in files if file.file}
    files.delete()
    transaction.on_commit(lambda: [storage.delete(name) for name in stored])


KEEPER = Keeper("documents", _gather, _erase)
