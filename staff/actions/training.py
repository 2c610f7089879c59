"""Changes of what people have learnt, by hand and from attendance."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count

from common.editing import change_row, create_row
from staff.models import Employee, PlannedTraining, Training


def add_training(values: Mapping[str, Any], by: Any, reason: str = "") -> Training:
    """Record a training; a row of the plan that waits for it is taken as done.

    Raises ValidationError.
    """
    training = Training(**values)
    training.planned = training.planned or _planned_for(training)
    return create_row(training, by, reason)


def change_training(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Training:
    """Change the fields of `values`. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Training.objects.all(), pk, values, version, by, reason)


def remove_training(pk: int, *, version: int, by: Any) -> Training:
    """Take the record off the card; it can be restored. Raises StaleObjectError."""
    return change_row(Training.objects.all(), pk, {"is_removed": True}, version, by, "Удаление")


def restore_training(pk: int, *, version: int, by: Any) -> Training:
    """Undo a removal. Raises StaleObjectError."""
    reason = "Удаление отменено"
    return change_row(Training.objects.all(), pk, {"is_removed": False}, version, by, reason)


@transaction.atomic
def record_attendance(employee: Employee, key: str, values: Mapping[str, Any], by: Any) -> Training:
    """Record that a person took part in what `key` names («course:12», «event:7»).

    Called again, it changes the same record and restores a removed one. `values` are fields of
    Training: title, kind, ends_on, hours, document_number, source and others.
    Raises ValidationError.
    """
    found = Training.objects.filter(employee=employee, source_key=key).first()
    if found is None:
        return add_training({"employee": employee, "source_key": key, **values}, by)
    values = {"is_removed": False, **values}
    return change_training(found.pk, values, version=found.version, by=by)


@transaction.atomic
def take_back_attendance(employee: Employee, key: str, by: Any) -> Training | None:
    """Take off the card what `record_attendance` put there; None when there is nothing."""
    found = Training.objects.filter(employee=employee, source_key=key, is_removed=False).first()
    if found is None:
        return None
    return remove_training(found.pk, version=found.version, by=by)


def _planned_for(training: Training) -> PlannedTraining | None:
    """Return the row of that year's plan that names the person and is not done yet."""
    if not isinstance(training.ends_on, datetime.date) or training.employee_id is None:
        return None
    rows = PlannedTraining.objects.filter(
        year=training.ends_on.year,
        employee=training.employee_id,
        kind=training.kind,
        is_removed=False,
    )
    return rows.alias(number=Count("done")).filter(number=0).order_by("quarter", "pk").first()
