"""Importing rows of a versioned model: a row of the file is a row of the model."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from common.editing import readable
from common.imports.importer import Answers, Importer, PreviewRow, errors_by_cell
from common.imports.reading import ReadRow, ReadSheet

NEW, SKIP = "new", "skip"


@dataclass(frozen=True)
class Match:
    """What a row of the file is in the portal: `stored`, nothing yet, or one of `candidates`.

    `question` asks the person which of the candidates it is.
    """

    stored: Any = None
    candidates: tuple[Any, ...] = ()
    question: str = ""


class ModelImporter(Importer):
    """Compares rows field by field and writes them by the app's own verbs.

    `relations` are the foreign keys among the columns, without `_id`; their rows come from
    `related`, so that no row of the file asks the database.
    """

    model: ClassVar[type[models.Model]]
    relations: ClassVar[tuple[str, ...]] = ()
    new_row_words: ClassVar[str] = "запись новая"

    @abstractmethod
    def find(self, row: ReadRow, lookup: Any) -> Match:
        """Return what the row is in the portal."""

    @abstractmethod
    def create(self, values: Mapping[str, Any], by: Any, reason: str) -> Any:
        """Write a new row. Raises ValidationError."""

    @abstractmethod
    def change(self, pk: int, values: Mapping[str, Any], version: int, by: Any, reason: str) -> Any:
        """Write the changed fields. Raises StaleObjectError, ValidationError, DoesNotExist."""

    def related(self, name: str, pk: Any, lookup: Any) -> Any:
        """Return the row of the relation `name`."""
        return lookup.rows[name].get(pk)

    def label(self, row: ReadRow, stored: Any) -> str:
        """Return how the preview calls a row."""
        return str(stored or row.values.get("name", ""))

    def shown(self, row: Any) -> list[str]:
        """Return the cells of the table of new rows, after its number."""
        return [str(row)]

    def note(self, row: Any, lookup: Any) -> str:
        """Return what the person should think of before a new row is added."""
        return ""

    def review(self, sheet: ReadSheet) -> None:
        """Add faults that rows have together, such as a code that stands twice."""

    def validate(self, row: Any, read: ReadRow, lookup: Any) -> None:
        """Add faults of a row against the stored ones: what the database would refuse."""

    def compare(self, sheet: ReadSheet, lookup: Any, answers: Answers) -> list[PreviewRow]:
        self.review(sheet)
        return [self._compare_row(row, sheet, lookup, answers) for row in sheet.rows]

    def _compare_row(
        self, read: ReadRow, sheet: ReadSheet, lookup: Any, answers: Answers
    ) -> PreviewRow:
        match = self.find(read, lookup)
        answer = answers.get(str(read.number), "")
        stored = match.stored or _chosen(match, answer)
        told: PreviewRow = {"number": read.number, "label": self.label(read, stored)}
        if answer == SKIP and match.candidates:
            return {**told, "status": "skipped"}
        if stored is None:
            self._refuse_missing_columns(read, sheet)
        elif not read.errors and not _differs(stored, read.values):
            return {**told, "status": "unchanged"}  # what is stored needs no second check
        row = self._with_values(stored, read.values, lookup)
        self._validate(row, read, lookup)
        if read.errors:
            return {**told, "status": "refused", "errors": errors_by_cell(read, sheet)}
        if stored is None and match.candidates and answer != NEW:
            return {**told, "status": "doubtful", **_asked(match, sheet.title, read.number)}
        if stored is None:
            cells, note = self.shown(row), self.note(row, lookup)
            return {**told, "status": "added", "values": read.values, "shown": cells, "note": note}
        return {**told, **self._changed(stored, row, read.values)}

    def _refuse_missing_columns(self, read: ReadRow, sheet: ReadSheet) -> None:
        for column in self.columns:
            if column.is_required and column.field not in sheet.letters:
                message = f"{self.new_row_words}, а столбца «{column.heading}» в файле нет."
                read.errors.append((column.field, f"{message} Добавьте столбец."))

    def _with_values(self, stored: Any, values: Mapping[str, Any], lookup: Any) -> Any:
        """Return an unsaved row as it would become."""
        row: Any = self.model()
        for column in self.columns:
            old = getattr(stored, column.field) if stored else getattr(row, column.field)
            setattr(row, column.field, values.get(column.field, old))
        for name in self.relations:
            setattr(row, name, self.related(name, getattr(row, f"{name}_id"), lookup))
        row.pk = stored.pk if stored else None
        return row

    def _validate(self, row: Any, read: ReadRow, lookup: Any) -> None:
        told = {field for field, _ in read.errors}
        known = {column.field for column in self.columns}
        others = {each.name for each in self.model._meta.fields if each.attname not in known}
        try:
            # Keys were looked up already; asking the database of each row is slow.
            skipped = {*self.relations, *others, *told}
            row.full_clean(skipped, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                field = f"{name}_id" if name in self.relations else name
                read.errors.append((field, " ".join(messages)))
        self.validate(row, read, lookup)

    def _changed(self, stored: Any, row: Any, values: Mapping[str, Any]) -> PreviewRow:
        changes = [
            {
                "field": column.field,
                "label": column.heading,
                "before": readable(column.write(stored)),
                "after": readable(column.write(row)),
            }
            for column in self.columns
            if column.field in values and getattr(stored, column.field) != values[column.field]
        ]
        changed = {change["field"]: values[change["field"]] for change in changes}
        return {
            "status": "changed",
            "pk": stored.pk,
            "version": stored.version,
            "values": changed,
            "changes": changes,
        }

    def write(self, row: PreviewRow, by: Any, reason: str) -> None:
        values = {name: self._python(name, value) for name, value in row["values"].items()}
        if row["status"] == "added":
            self.create(values, by, reason)
        else:
            self.change(row["pk"], values, row["version"], by, reason)

    def _python(self, name: str, value: Any) -> Any:
        """Return what JSON made of a value to its own type: dates are texts there."""
        field: Any = self.model._meta.get_field(name.removesuffix("_id"))
        return value if field.is_relation else field.to_python(value)


def _differs(stored: Any, values: Mapping[str, Any]) -> bool:
    return any(getattr(stored, name) != value for name, value in values.items())


def _chosen(match: Match, answer: str) -> Any:
    return next((each for each in match.candidates if str(each.pk) == answer), None)


def _asked(match: Match, title: str, number: int) -> PreviewRow:
    candidates = [{"pk": each.pk, "label": str(each)} for each in match.candidates]
    place = f"Лист «{title}», строка {number}"
    return {"question": match.question, "candidates": candidates, "place": place}
