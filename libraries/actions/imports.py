"""Importing libraries from a spreadsheet: read and compare first, write when confirmed."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common.editing import StaleObjectError
from common.spreadsheets import read_workbook
from common.uploads import Source
from libraries.actions.registry import change_library, create_library
from libraries.imports.comparing import compare
from libraries.imports.lookup import Lookup
from libraries.imports.reading import read_registry
from libraries.models import Library, RegistryImport


class ImportOutdatedError(Exception):
    """The registry has moved on since the preview; `messages` say which rows, in Russian."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages


def read_import(source: Source, name: str, by: Any) -> RegistryImport:
    """Read a workbook and keep what it would change; the registry itself is not touched.

    Raises UploadError when the file cannot be read or has no table of libraries.
    """
    sheets = read_workbook(source, name)
    lookup = Lookup()
    sheet = read_registry(sheets, lookup)
    rows = compare(sheet, lookup)
    return RegistryImport.objects.create(
        owner=by, file_name=name[-200:], rows=rows, unknown_columns=sheet.unknown
    )


@transaction.atomic
def confirm_import(pk: int, by: Any) -> RegistryImport:
    """Write all rows to add and to change, or none of them; refused rows are left out.

    Raises ImportOutdatedError when a row was changed, or its code taken, after the preview, or
    the import is no longer waiting; RegistryImport.DoesNotExist when it is not the person's own.
    """
    found = RegistryImport.objects.select_for_update().get(pk=pk, owner=by)
    if found.state != RegistryImport.State.WAITING:
        raise ImportOutdatedError([f"Загрузка уже завершена: {found.get_state_display()}."])
    messages = list(_write(found, by))
    if messages:
        transaction.set_rollback(True)
        raise ImportOutdatedError(messages)
    found.state = RegistryImport.State.SAVED
    found.saved_at = timezone.now()
    found.save(update_fields=["state", "saved_at"])
    return found


def cancel_import(pk: int, by: Any) -> bool:
    """Drop a waiting import of the person's own; return whether it was still waiting."""
    waiting = RegistryImport.objects.filter(pk=pk, owner=by, state=RegistryImport.State.WAITING)
    return bool(waiting.update(state=RegistryImport.State.CANCELLED))


def _write(found: RegistryImport, by: Any) -> Iterator[str]:
    """Write row by row and yield what is wrong with each."""
    reason = f"Загрузка файла «{found.file_name}»"[:100]
    for row in [*found.rows_of("added"), *found.rows_of("changed")]:
        place = f"Строка {row['number']}, код {row['code']}"
        try:
            # A savepoint a row keeps the rest checkable after a failure in the database.
            with transaction.atomic():
                _write_row(row, by, reason)
        except StaleObjectError as stale:
            who = stale.changed_by or "неизвестно кто"
            yield f"{place}: после проверки запись изменили ({who})."
        except Library.DoesNotExist:
            yield f"{place}: библиотеки больше нет в реестре."
        except ValidationError as error:
            yield f"{place}: {' '.join(error.messages)}"


def _write_row(row: dict[str, Any], by: Any, reason: str) -> None:
    values = {name: _python(name, value) for name, value in row["values"].items()}
    if row["status"] == "added":
        create_library(values, by, reason)
    else:
        change_library(row["pk"], values, version=row["version"], by=by, reason=reason)


def _python(name: str, value: Any) -> Any:
    """Return what JSON made of a value to its own type: dates are texts there."""
    field = Library._meta.get_field(name.removesuffix("_id"))
    return value if field.is_relation else field.to_python(value)
