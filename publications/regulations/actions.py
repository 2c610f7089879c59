"""Changes of regulatory documents: each in one transaction, with its author in the history."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from common.editing import change_row, create_row
from common.files.checking import CheckedFile
from common.files.storing import delete_stored, stored_values
from publications.models import Regulation, RegulationFile


def add_regulation(values: Mapping[str, Any], by: Any) -> Regulation:
    """Add a document. Raises ValidationError."""
    return create_row(Regulation(**values), by)


def change_regulation(pk: int, values: Mapping[str, Any], *, version: int, by: Any) -> Regulation:
    """Change the fields of `values`. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Regulation.objects.all(), pk, values, version, by)


@transaction.atomic
def put_file(regulation: Regulation, file: CheckedFile) -> RegulationFile:
    """Keep `file` as the document's file, in place of the former one."""
    remove_file(regulation)
    kept = RegulationFile(regulation=regulation, **stored_values(file))
    kept.full_clean()
    kept.save()
    return kept


@transaction.atomic
def remove_file(regulation: Regulation) -> None:
    """Take the file away, from the disk too."""
    for kept in RegulationFile.objects.filter(regulation=regulation):
        delete_stored(kept.file)
        kept.delete()


@transaction.atomic
def remove_regulation(pk: int, *, by: Any) -> None:
    """Remove a document that was entered by mistake; its history stays. Raises DoesNotExist."""
    regulation = Regulation.objects.select_for_update().get(pk=pk)
    remove_file(regulation)
    regulation._history_user = by
    regulation.delete()
