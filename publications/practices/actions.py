"""Changes of practices: each in one transaction, with its author in the history."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from common.editing import change_row, create_row, hold
from common.files.checking import CheckedFile
from common.files.storing import delete_stored, stored_values
from common.letters import write_letter
from publications.models import Practice, PracticePhoto
from publications.practices.rules import can_change

State = Practice.State


def propose_practice(values: Mapping[str, Any], by: Any) -> Practice:
    """Add a practice for the department to look at. Raises ValidationError."""
    return create_row(Practice(proposed_by=by, **values), by, "Предложена")


def change_practice(pk: int, values: Mapping[str, Any], *, version: int, by: Any) -> Practice:
    """Change the texts; a returned practice is proposed anew, its remark kept in the history.

    Raises StaleObjectError, ValidationError, DoesNotExist.
    """
    is_returned = Practice.objects.filter(pk=pk, state=State.RETURNED).exists()
    moved = {"state": State.PROPOSED, "remark": ""} if is_returned else {}
    reason = "Предложена снова" if is_returned else ""
    return change_row(Practice.objects.all(), pk, {**values, **moved}, version, by, reason)


@transaction.atomic
def publish_practice(pk: int, *, on: datetime.date, version: int, by: Any) -> Practice:
    """Open the practice to everybody and tell the one who proposed it.

    Raises StaleObjectError, DoesNotExist when it is published already.
    """
    values = {"state": State.PUBLISHED, "published_on": on, "remark": ""}
    unpublished = Practice.objects.exclude(state=State.PUBLISHED)
    practice = change_row(unpublished, pk, values, version, by, "Опубликована")
    _tell(practice, by, "Практика опубликована", "Её видят все, без входа на портал.")
    return practice


@transaction.atomic
def return_practice(pk: int, *, remark: str, version: int, by: Any) -> Practice:
    """Give the practice back with a remark; a published one is hidden from the public.

    Raises ValidationError without a remark, StaleObjectError, DoesNotExist when it is returned
    already.
    """
    if not remark.strip():
        raise ValidationError({"remark": "Напишите, что поправить."})
    values = {"state": State.RETURNED, "published_on": None, "remark": remark.strip()}
    standing = Practice.objects.exclude(state=State.RETURNED)
    practice = change_row(standing, pk, values, version, by, "Возвращена")
    _tell(practice, by, "Практика возвращена с замечанием", f"Замечание: {practice.remark}")
    return practice


@transaction.atomic
def put_photo(pk: int, file: CheckedFile, *, alt: str, by: Any) -> PracticePhoto:
    """Keep `file` as the photograph, in place of the former one.

    Raises DoesNotExist when `by` may change the practice no more, ValidationError.
    """
    practice = _changed(pk, by, "Добавлена фотография")
    _delete_photo(practice)
    photo = PracticePhoto(practice=practice, alt=alt, **stored_values(file))
    photo.full_clean()
    photo.save()
    return photo


@transaction.atomic
def remove_photo(pk: int, *, by: Any) -> None:
    """Take the photograph away, from the disk too.

    Raises DoesNotExist when `by` may change the practice no more.
    """
    _delete_photo(_changed(pk, by, "Убрана фотография"))


def _changed(pk: int, by: Any, reason: str) -> Practice:
    """Return the practice, locked, as its next version: nobody publishes a photo she has not seen.

    A page that was opened before may not know that the practice is published meanwhile.
    """
    practice = hold(Practice(pk=pk))
    if not can_change(by, practice):
        raise Practice.DoesNotExist
    practice.version += 1
    practice._history_user, practice._change_reason = by, reason
    practice.save()
    return practice


def _delete_photo(practice: Practice) -> None:
    for photo in PracticePhoto.objects.filter(practice=practice):
        delete_stored(photo.file, photo.thumbnail)
        photo.delete()


def _tell(practice: Practice, by: Any, subject: str, text: str) -> None:
    author = practice.proposed_by
    if author.pk != by.pk and author.is_active:
        write_letter(subject, f"«{practice.title}»\n\n{text}\n", [author.email])
