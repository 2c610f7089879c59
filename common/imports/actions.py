"""The steps of an import: read and compare, answer, confirm or cancel."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils import timezone

from common.editing import StaleObjectError
from common.imports.importer import Importer
from common.imports.reading import find_table, read_file, read_table
from common.imports.records import WAITS, WRITTEN, PreviewedImport, own_imports
from common.spreadsheets import Sheet
from common.uploads import Source


class ImportRefusedError(Exception):
    """Nothing was written; `messages` say why, in Russian."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages


class ImportOutdatedError(ImportRefusedError):
    """The portal has moved on since the preview."""


class ImportNotRightError(ImportRefusedError):
    """Cells are still wrong, or questions open."""


def read_import(importer: Importer, source: Source, name: str, by: Any) -> Any:
    """Read a table and keep what it would change; nothing else is touched.

    Raises UploadError when the file cannot be read or does not hold the importer's table.
    """
    sheet = find_table(read_file(source, name), importer)
    found = importer.record(owner=by, kind=importer.kind, file_name=name[-200:])
    found.source = {
        "title": sheet.title,
        "rows": sheet.rows,
        "unsaved_formulas": list(sheet.unsaved_formulas),
    }
    _compare(importer, found)
    found.save()
    return found


@transaction.atomic
def answer_import(importer: Importer, pk: int, by: Any, answers: Mapping[str, str]) -> Any:
    """Take the person's answers on doubtful rows and compare the table again, with today's rows.

    Raises ImportOutdatedError when the import is no longer waiting.
    """
    found = _waiting(importer, pk, by)
    found.answers = {**found.answers, **answers}
    _compare(importer, found)
    found.save()
    return found


@transaction.atomic
def confirm_import(importer: Importer, pk: int, by: Any) -> Any:
    """Write all rows to add and to change, or none of them.

    Raises ImportNotRightError while a cell is wrong or a question open; ImportOutdatedError when
    a row was changed, or its code taken, after the preview, or the import is no longer waiting;
    DoesNotExist when it is not the person's own.
    """
    found = _waiting(importer, pk, by)
    if not found.is_right:
        raise ImportNotRightError(["В файле ещё есть ошибки или вопросы без ответа."])
    messages = list(_write(importer, found, by))
    if messages:
        transaction.set_rollback(True)
        raise ImportOutdatedError(messages)
    found.saved_at = timezone.now()
    found.end(found.State.SAVED)
    return found


@transaction.atomic
def cancel_import(importer: Importer, pk: int, by: Any) -> bool:
    """Drop a waiting import of the person's own; return whether it was still waiting."""
    state = PreviewedImport.State
    rows = own_imports(importer.record.objects.select_for_update(), by)
    found = rows.filter(pk=pk, kind=importer.kind, state=state.WAITING).first()
    if found is not None:
        found.end(state.CANCELLED)
    return found is not None


def forget_stale(now: datetime.datetime) -> int:
    """End the imports that have waited too long, of every table; return how many.

    Nobody's rows stay on the portal because somebody forgot to answer.
    """
    kinds = [model for model in apps.get_models() if issubclass(model, PreviewedImport)]
    return sum(_forget_stale(model, now) for model in kinds)


@transaction.atomic
def _forget_stale(model: type[PreviewedImport], now: datetime.datetime) -> int:
    waiting = model._default_manager.select_for_update().filter(state=model.State.WAITING)
    stale = list(waiting.filter(created_at__lt=now - WAITS))
    for found in stale:
        found.end(found.State.LAPSED)
    return len(stale)


def _waiting(importer: Importer, pk: int, by: Any) -> Any:
    rows = own_imports(importer.record.objects.select_for_update(), by)
    found = rows.get(pk=pk, kind=importer.kind)
    if found.is_stale:
        raise ImportOutdatedError(["Файл ждал ответа дольше недели. Загрузите его снова."])
    if found.state != found.State.WAITING:
        raise ImportOutdatedError([f"Загрузка уже завершена: {found.get_state_display()}."])
    return found


def _compare(importer: Importer, found: Any) -> None:
    source = found.source
    sheet = Sheet(source["title"], source["rows"], tuple(source["unsaved_formulas"]))
    lookup = importer.lookup_for(found.owner)
    table = read_table(sheet, importer, lookup)
    found.rows = importer.compare(table, lookup, found.answers)
    found.unknown_columns = table.unknown


def _write(importer: Importer, found: Any, by: Any) -> Iterator[str]:
    """Write row by row and yield what is wrong with each."""
    reason = f"Загрузка файла «{found.file_name}»"[:100]
    for row in found.rows_of(*WRITTEN):
        place = f"Строка {row['number']}, {row['label']}"
        try:
            # A savepoint a row keeps the rest checkable after a failure in the database.
            with transaction.atomic():
                importer.write(row, by, reason)
        except StaleObjectError as stale:
            who = stale.changed_by or "неизвестно кто"
            yield f"{place}: после проверки запись изменили ({who})."
        except ObjectDoesNotExist:
            yield f"{place}: этой записи больше нет на портале."
        except ValidationError as error:
            yield f"{place}: {' '.join(error.messages)}"
