"""What an import knows of its table; see the package for how to write one."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from common.imports.columns import ImportColumn
from common.imports.reading import ReadRow, ReadSheet, heading_key
from common.imports.records import PreviewedImport
from common.spreadsheets import CellValue

PreviewRow = dict[str, Any]
Answers = Mapping[str, str]


class Importer(ABC):
    """One kind of table: its columns, what a file of it would change, and how that is written.

    `expected` tells the headings that the file must have («со столбцами «Код» и «Название»»);
    `counted` are the forms of the word for a row; `shown_headings` head the table of new rows.
    """

    kind: ClassVar[str]
    record: ClassVar[type[PreviewedImport]]
    columns: ClassVar[tuple[ImportColumn, ...]]
    expected: ClassVar[str]
    counted: ClassVar[str] = "запись,записи,записей"
    shown_headings: ClassVar[tuple[str, ...]] = ("Запись",)

    @cached_property
    def _by_heading(self) -> dict[str, ImportColumn]:
        return {
            heading_key(heading): column
            for column in self.columns
            for heading in (column.heading, *column.other_headings)
        }

    def column_of(self, heading: CellValue) -> ImportColumn | None:
        """Return the column that stands under `heading`."""
        return self._by_heading.get(heading_key(heading))

    def is_heading_line(self, fields: set[str]) -> bool:
        """Whether a line with the headings of `fields` heads the table."""
        return self.columns[0].field in fields and len(fields) > 1

    @abstractmethod
    def lookup_for(self, user: Any) -> Any:
        """Read what the cells may name to `user`: few queries whatever the size of the file."""

    @abstractmethod
    def compare(self, sheet: ReadSheet, lookup: Any, answers: Answers) -> list[PreviewRow]:
        """Return one dictionary a row of the file: number, label, status and what goes with it.

        "added": `shown`, `values`; "changed": `changes`; "refused": `errors`; "doubtful":
        `question`, `candidates`, and where rows are never new `is_new_refused` and `chosen`, what
        choosing a candidate does (a candidate may have its own `chosen`); "unchanged" and
        "skipped": nothing more.
        """

    def record_seen(self, user: Any) -> None:  # noqa: B027 (most tables name nobody)
        """Put on record that the user was shown a preview, where its rows are people's data."""

    @abstractmethod
    def write(self, row: PreviewRow, by: Any, reason: str) -> None:
        """Write an added or changed row. Raises StaleObjectError, ValidationError, DoesNotExist."""


def errors_by_cell(row: ReadRow, sheet: ReadSheet) -> list[dict[str, str]]:
    """Return the faults of a row with their places, as the preview shows them."""
    return [{**sheet.place(row.number, field), "message": message} for field, message in row.errors]


def refuse_repeated(sheet: ReadSheet, field: str, what: str) -> None:
    """Add a fault to all rows whose value of `field` stands more than once: «код «12» …»."""
    lines: dict[Any, list[int]] = {}
    for row in sheet.rows:
        if value := row.values.get(field):
            lines.setdefault(value, []).append(row.number)
    for row in sheet.rows:
        numbers = lines.get(row.values.get(field), [])
        if len(numbers) > 1:
            told = ", ".join(map(str, numbers[:10]))
            row.errors.append(
                (
                    field,
                    f"{what} «{row.values[field]}» повторяется в строках {told}. Оставьте одну.",
                )
            )
