"""The public archive: a copy is prepared, edited, published and withdrawn."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common.editing import change_row, create_row, hold
from consultations.impersonal import traces_in
from consultations.models import ArchiveEntry, Message, Question


@transaction.atomic
def prepare_entry(question: Question, by: Any) -> ArchiveEntry:
    """Make the copy to edit, with all answers; return the one that is there already.

    Raises ValidationError for a question without an answer.
    """
    hold(question)
    found = ArchiveEntry.objects.filter(source=question).first()
    if found is not None:
        return found
    answers = question.messages.filter(kind=Message.Kind.ANSWER).values_list("text", flat=True)
    if not answers:
        raise ValidationError("В архив идут вопросы, на которые уже есть ответ.")
    entry = ArchiveEntry(
        source=question,
        topic=question.topic,
        title=question.title,
        question=question.text,
        answer="\n\n".join(answers)[:50_000],
    )
    return create_row(entry, by)


def change_entry(pk: int, values: Mapping[str, Any], *, version: int, by: Any) -> ArchiveEntry:
    """Change the words of the copy. Raises StaleObjectError, ValidationError."""
    return change_row(ArchiveEntry.objects.all(), pk, values, version, by)


@transaction.atomic
def publish_entry(pk: int, *, version: int, by: Any, is_checked: bool) -> ArchiveEntry:
    """Show the copy to everybody.

    Raises StaleObjectError; ValidationError when somebody may be recognised in it and the person
    has not said that she checked (`is_checked`).
    """
    entry = ArchiveEntry.objects.select_related("source").get(pk=pk)
    traces = traces_in(entry)
    if traces and not is_checked:
        raise ValidationError(
            "Проверьте отмеченные слова и подтвердите, что по ним никого не узнать."
        )
    values = {
        "state": ArchiveEntry.State.PUBLISHED,
        "published_on": timezone.localdate(),
        "published_by": by,
    }
    reason = f"Публикация; проверено: {', '.join(trace.text for trace in traces)}"[:100]
    return change_row(
        ArchiveEntry.objects.all(), pk, values, version, by, reason if traces else "Публикация"
    )


def withdraw_entry(pk: int, *, version: int, by: Any) -> ArchiveEntry:
    """Hide a published copy again. Raises StaleObjectError."""
    values = {"state": ArchiveEntry.State.WITHDRAWN}
    return change_row(ArchiveEntry.objects.all(), pk, values, version, by, "Снято с публикации")
