"""Files beside records and questions."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from common.files.checking import CheckedFile
from common.files.storing import stored_values
from consultations.models import Consultation, ConsultationFile, Message, Question, QuestionFile


@transaction.atomic
def attach_to_consultation(
    consultation: Consultation, files: Iterable[CheckedFile], by: Any
) -> None:
    """Keep checked files beside a record of the log."""
    for file in files:
        ConsultationFile.objects.create(
            consultation=consultation, added_by=by, **stored_values(file)
        )


@transaction.atomic
def attach_to_question(
    question: Question, message: Message | None, files: Iterable[CheckedFile], by: Any
) -> None:
    """Keep checked files beside a question, or beside a message about it."""
    for file in files:
        QuestionFile.objects.create(
            question=question, message=message, added_by=by, **stored_values(file)
        )
