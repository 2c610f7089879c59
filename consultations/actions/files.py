"""Files beside records and questions."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from common.editing import hold
from common.files.checking import CheckedFile
from common.files.storing import delete_stored, file_values
from consultations.models import Consultation, ConsultationFile, Message, Question, QuestionFile


@transaction.atomic
def attach_to_consultation(
    consultation: Consultation, files: Iterable[CheckedFile], by: Any
) -> None:
    """Keep checked files beside a record of the log."""
    for file in files:
        ConsultationFile.objects.create(consultation=consultation, added_by=by, **file_values(file))


@transaction.atomic
def attach_to_question(
    question: Question, message: Message | None, files: Iterable[CheckedFile], by: Any
) -> None:
    """Keep checked files beside a question, or beside a message about it."""
    for file in files:
        QuestionFile.objects.create(
            question=question, message=message, added_by=by, **file_values(file)
        )


@transaction.atomic
def remove_file(file: ConsultationFile | QuestionFile, by: Any) -> None:
    """Take a file away, from the disk too; that it is gone stands in the history.

    Its name is not told there: it may be that of a person who is to be forgotten.
    """
    is_of_log = isinstance(file, ConsultationFile)
    row: Any = hold(file.consultation if is_of_log else file.question)
    delete_stored(file.file)
    file.delete()
    row.version += 1
    row._history_user, row._change_reason = by, "Убран файл"
    row.save()
