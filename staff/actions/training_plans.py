"""Changes of the yearly plans of training."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from common.editing import change_row, create_row
from staff.models import PlannedTraining, Training


def plan_training(values: Mapping[str, Any], by: Any, reason: str = "") -> PlannedTraining:
    """Add a row to an organisation's plan of a year. Raises ValidationError."""
    return create_row(PlannedTraining(**values), by, reason)


def change_planned_training(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> PlannedTraining:
    """Change the fields of `values`. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(PlannedTraining.objects.all(), pk, values, version, by, reason)


def remove_planned_training(pk: int, *, version: int, by: Any) -> PlannedTraining:
    """Take the row out of the plan; what was learnt stays. Raises StaleObjectError."""
    rows = PlannedTraining.objects.all()
    return change_row(rows, pk, {"is_removed": True}, version, by, "Убрано из плана")


def restore_planned_training(pk: int, *, version: int, by: Any) -> PlannedTraining:
    """Undo a removal. Raises StaleObjectError."""
    rows = PlannedTraining.objects.all()
    return change_row(rows, pk, {"is_removed": False}, version, by, "Возвращено в план")


@transaction.atomic
def mark_done(planned: PlannedTraining, training: Training, by: Any) -> Training:
    """Take a training as the fulfilment of a row of the plan.

    Raises ValidationError when it is of another year or person.
    """
    if training.ends_on.year != planned.year:
        raise ValidationError("Обучение прошло в другом году, чем строка плана.")
    if planned.employee_id and planned.employee_id != training.employee_id:
        raise ValidationError("Строка плана названа на другого сотрудника.")
    values = {"planned": planned}
    return change_row(Training.objects.all(), training.pk, values, training.version, by)
