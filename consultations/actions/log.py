"""Records of the log: made, changed, removed and restored."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common.editing import change_row, create_row
from consultations.askers import Asker, label_of
from consultations.models import Attendee, Consultation
from libraries.models import Library

FIRST_YEAR = 2000


def check_day(day: dt.date) -> None:
    """Refuse a day to come, and a slip of the pen such as 0026. Raises ValidationError."""
    if day > timezone.localdate():
        raise ValidationError("Эта дата ещё не наступила.")
    if day.year < FIRST_YEAR:
        raise ValidationError(f"Проверьте год: журнал ведётся с {FIRST_YEAR} года.")


@transaction.atomic
def record_consultation(
    values: Mapping[str, Any], by: Any, reason: str = "", attendees: Sequence[Asker] = ()
) -> Consultation:
    """Add a record; a library's organisation is taken from the registry.

    `attendees` are those who took part besides the first one. Raises ValidationError.
    """
    row = Consultation(**{**_with_organisation(values), "also": _labels(attendees)})
    check_day(row.date)
    added = create_row(row, by, reason)
    _set_attendees(added, attendees)
    return added


@transaction.atomic
def change_consultation(
    pk: int,
    values: Mapping[str, Any],
    *,
    version: int,
    by: Any,
    reason: str = "",
    attendees: Sequence[Asker] | None = None,
) -> Consultation:
    """Change the fields of `values`, and the attendees unless they are None.

    Raises StaleObjectError, ValidationError, DoesNotExist.
    """
    values = _with_organisation(values)
    if attendees is not None:
        values = {**values, "also": _labels(attendees)}
    changed = change_row(Consultation.objects.all(), pk, values, version, by, reason)
    if attendees is not None:
        _set_attendees(changed, attendees)
    return changed


def _labels(attendees: Sequence[Asker]) -> str:
    return "\n".join(label_of(one) for one in attendees)


def _set_attendees(consultation: Consultation, attendees: Sequence[Asker]) -> None:
    consultation.attendees.all().delete()
    Attendee.objects.bulk_create(_attendee(consultation, one) for one in attendees)


def _attendee(consultation: Consultation, one: Asker) -> Attendee:
    library = one if isinstance(one, Library) else None
    organisation = one.organisation if isinstance(one, Library) else one
    return Attendee(consultation=consultation, library=library, organisation=organisation)


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
