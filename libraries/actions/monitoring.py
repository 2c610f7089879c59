"""Records of visits to model libraries, and what became of the advice given."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common.editing import StaleObjectError, create_row
from libraries import notices
from libraries.models import Library, ModelMonitoring, MonitoringAdvice, MonitoringAnswer, Outline

# By the number of the criterion in its outline: whether it is met, and a comment.
Answers = Mapping[int, tuple[str, str]]


@transaction.atomic
def record_monitoring(
    library: Library, outline: Outline, values: Mapping[str, Any], answers: Answers, by: Any
) -> ModelMonitoring:
    """Record a visit with the answers to the criteria of `outline`.

    Raises ValidationError when the library is not a model one, or the day is to come.
    """
    if not library.is_model:
        raise ValidationError("Мониторинг ведут только в модельных библиотеках.")
    _refuse_future(values["visited_on"])
    row = ModelMonitoring(library=library, outline=outline, recorded_by=by, **values)
    monitoring = create_row(row, by, "Мониторинг")
    _write_answers(monitoring, answers, by)
    notices.tell_monitored(monitoring)
    return monitoring


@transaction.atomic
def change_monitoring(
    pk: int, values: Mapping[str, Any], answers: Answers, *, version: int, by: Any
) -> ModelMonitoring:
    """Correct a record. Raises StaleObjectError, ValidationError, DoesNotExist."""
    _refuse_future(values["visited_on"])
    monitoring = ModelMonitoring.objects.select_for_update(of=("self",)).get(pk=pk)
    if monitoring.version != version:
        raise StaleObjectError(monitoring, version)
    for name, value in values.items():
        setattr(monitoring, name, value)
    monitoring.version += 1
    create_row(monitoring, by, "Исправление")
    _write_answers(monitoring, answers, by)
    return monitoring


def _refuse_future(day: datetime.date) -> None:
    if day > timezone.localdate():
        raise ValidationError({"visited_on": "Эта дата ещё не наступила."})


def _write_answers(monitoring: ModelMonitoring, answers: Answers, by: Any) -> None:
    """Keep one answer a criterion; only what differs is written, so that the history is true."""
    stored = {answer.criterion_id: answer for answer in monitoring.answers.all()}
    for number, (value, comment) in answers.items():
        row = stored.get(number) or MonitoringAnswer(monitoring=monitoring, criterion_id=number)
        if (row.value, row.comment) != (value, comment):
            row.value, row.comment = value, comment
            create_row(row, by)


@transaction.atomic
def advise(
    monitoring: ModelMonitoring, *, text: str, due_on: datetime.date, by: Any
) -> MonitoringAdvice:
    """Ask the library to mend something by a day. Raises ValidationError."""
    if due_on < monitoring.visited_on:
        raise ValidationError({"due_on": "Срок раньше дня мониторинга."})
    return create_row(MonitoringAdvice(monitoring=monitoring, text=text, due_on=due_on), by)


@transaction.atomic
def follow_up(pk: int, *, done_on: datetime.date, outcome: str, by: Any) -> MonitoringAdvice:
    """Record that the advice was followed, when and how; said again, it is corrected.

    Raises ValidationError for a day to come, DoesNotExist.
    """
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": "Эта дата ещё не наступила."})
    advice = MonitoringAdvice.objects.select_for_update().get(pk=pk)
    advice.done_on, advice.outcome = done_on, outcome
    advice._history_user = by
    advice.full_clean()
    advice.save()
    return advice
