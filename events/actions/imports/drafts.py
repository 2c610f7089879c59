"""An import before it is saved: nothing of the plan is touched yet."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from accounts.models import User
from events.actions.base import PlanClosedError, PlanError
from events.imports.draft import Draft
from events.imports.tables import RawTable
from events.models import Plan, PlanImport


class ImportRefusedError(PlanError):
    """The import cannot go on; the message says why and what to do."""


def start_import(plan: Plan, table: RawTable, source: str, by: User | None) -> PlanImport:
    """Keep a read table as an import to look at; `source` is the name of the file.

    Raises:
        PlanClosedError: the plan is approved.
    """
    if not plan.is_editable:
        raise PlanClosedError(plan)
    rows = Draft.of_table(table).to_json()
    return PlanImport.objects.create(plan=plan, source=source[:255], rows=rows, made_by=by)


def lock_import(plan_import: PlanImport, state: PlanImport.State) -> PlanImport:
    """Return the import, locked until the end of the transaction.

    Raises:
        ImportRefusedError: it is not in `state` any more.
    """
    locked = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
    if locked.state != state:
        raise ImportRefusedError(_REASONS[PlanImport.State(locked.state)])
    return locked


_REASONS = {
    PlanImport.State.PREVIEW: "Эта загрузка ещё не сохранена: отменять нечего.",
    PlanImport.State.SAVED: "Эта загрузка уже сохранена в план. Меняйте пункты в самом плане.",
    PlanImport.State.UNDONE: "Эта загрузка отменена. Загрузите файл снова.",
}


@transaction.atomic
def change_draft(plan_import: PlanImport, change: Callable[[Draft], Any]) -> Draft:
    """Put something in the draft right, and return it as it now stands.

    Raises:
        DraftError: the change makes no sense; nothing is written.
        ImportRefusedError: the import is saved or undone.
    """
    locked = lock_import(plan_import, PlanImport.State.PREVIEW)
    draft = Draft.from_json(locked.rows)
    change(draft)
    locked.rows = draft.to_json()
    locked.save(update_fields=["rows"])
    return draft


@transaction.atomic
def discard_import(plan_import: PlanImport) -> None:
    """Throw away an import that is not saved.

    Raises:
        ImportRefusedError: it is saved or undone.
    """
    lock_import(plan_import, PlanImport.State.PREVIEW).delete()
