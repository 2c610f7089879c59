"""Changes of the log: each in one transaction, with its author in the history."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from common.editing import change_row, create_row
from common.text import normalise
from consultations.models import Consultation, Topic


def record_consultation(values: Mapping[str, Any], by: Any, reason: str = "") -> Consultation:
    """Add a record; a library's organisation is taken from the registry. Raises ValidationError."""
    return create_row(Consultation(**_with_organisation(values)), by, reason)


def change_consultation(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Consultation:
    """Change the fields of `values`. Raises StaleObjectError, ValidationError, DoesNotExist."""
    values = _with_organisation(values)
    return change_row(Consultation.objects.all(), pk, values, version, by, reason)


def remove_consultation(pk: int, *, version: int, by: Any) -> Consultation:
    """Take the record out of the log; it can be restored. Raises StaleObjectError."""
    return change_row(Consultation.objects.all(), pk, {"is_removed": True}, version, by, "Удаление")


def restore_consultation(pk: int, *, version: int, by: Any) -> Consultation:
    """Undo a removal. Raises StaleObjectError."""
    reason = "Удаление отменено"
    return change_row(Consultation.objects.all(), pk, {"is_removed": False}, version, by, reason)


def _with_organisation(values: Mapping[str, Any]) -> Mapping[str, Any]:
    library = values.get("library")
    if library is None or values.get("organisation") is not None:
        return values
    return {**values, "organisation": library.organisation}


@transaction.atomic
def add_topics(names: Iterable[str], by: Any) -> list[Topic]:
    """Add the topics that are not there yet and return them. Raises ValidationError."""
    known = set(Topic.objects.values_list("name_key", flat=True))
    added = []
    for name in names:
        key = normalise(name)
        if key and key not in known:
            known.add(key)
            added.append(create_row(Topic(name=name.strip()), by))
    return added


def change_topic(pk: int, values: Mapping[str, Any], *, version: int, by: Any) -> Topic:
    """Rename a topic or take it out of use. Raises StaleObjectError, ValidationError."""
    return change_row(Topic.objects.all(), pk, values, version, by)
