"""Migrations that make many tables, drawn up once instead of once for each table."""

from collections.abc import Sequence
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class TablesTogether(migrations.Migration):
    """A migration whose tables that follow one another are made in one step.

    Django builds the classes of all related models anew after each single table, and nearly all
    of ours are related: for the first migrations that is most of the minute an empty database
    takes. The operations stay as `makemigrations` writes them.
    """

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,
    ) -> ProjectState:
        """Do as Django does, with the operations grouped for this once."""
        written = self.operations
        self.operations = _grouped(written)
        try:
            return super().apply(project_state, schema_editor, collect_sql)
        finally:
            self.operations = written


class CreateTables(Operation):
    """Tables made one after another in sight of all of them."""

    def __init__(self, tables: list[migrations.CreateModel]) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Without classes there is nothing to rebuild; they are built again when asked for.
        state.__dict__.pop("apps", None)
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, *states: ProjectState) -> None:
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, *states)

    def describe(self) -> str:
        return "\n-- ".join(table.describe() for table in self.tables)


def _grouped(operations: Sequence[Operation]) -> list[Operation]:
    grouped: list[Operation] = []
    for operation in operations:
        if not isinstance(operation, migrations.CreateModel):
            grouped.append(operation)
        elif grouped and isinstance(grouped[-1], CreateTables):
            grouped[-1].tables.append(operation)
        else:
            grouped.append(CreateTables([operation]))
    return grouped
