"""What an import would do: rows to add, to change (field by field), equal ones, refused ones.

The result is plain JSON, kept with the import on the server until it is confirmed.
"""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError

from common.editing import readable
from libraries.imports.columns import COLUMNS
from libraries.imports.lookup import Lookup
from libraries.imports.reading import ReadRow, ReadSheet
from libraries.models import Library

_REQUIRED = tuple(column for column in COLUMNS if column.is_required)
_KEYS = ["organisation", "territory", "successor"]


def compare(sheet: ReadSheet, lookup: Lookup) -> list[dict[str, Any]]:
    """Return one dictionary a row: number, code, name, status and what goes with it."""
    _refuse_repeated_codes(sheet)
    return [_compare_row(row, sheet, lookup) for row in sheet.rows]


def _refuse_repeated_codes(sheet: ReadSheet) -> None:
    count = Counter(row.values.get("code") for row in sheet.rows)
    for row in sheet.rows:
        code = row.values.get("code")
        if code and count[code] > 1:
            others = [each.number for each in sheet.rows if each.values.get("code") == code]
            lines = ", ".join(str(number) for number in others)
            row.errors.append(("code", f"код «{code}» повторяется в строках {lines}."))


def _compare_row(row: ReadRow, sheet: ReadSheet, lookup: Lookup) -> dict[str, Any]:
    stored = lookup.libraries.get(row.values.get("code", ""))
    if stored is None:
        _refuse_missing_columns(row, sheet)
    library = _with_values(stored, row.values, lookup)
    _validate(library, row)
    told = {
        "number": row.number,
        "code": row.values.get("code", ""),
        "name": stored.name if stored else row.values.get("name", ""),
    }
    if row.errors:
        return {**told, "status": "refused", "errors": _by_cell(row, sheet)}
    if stored is None:
        return {**told, "status": "added", "values": row.values, **_shown(library, lookup)}
    changes = _changes(stored, row.values, lookup)
    if not changes:
        return {**told, "status": "unchanged"}
    values = {change["field"]: row.values[change["field"]] for change in changes}
    moved = {"pk": stored.pk, "version": stored.version, "values": values, "changes": changes}
    return {**told, "status": "changed", **moved}


def _refuse_missing_columns(row: ReadRow, sheet: ReadSheet) -> None:
    for column in _REQUIRED:
        if column.field not in sheet.letters:
            message = f"библиотека новая, а столбца «{column.heading}» в файле нет."
            row.errors.append((column.field, message))


def _with_values(stored: Library | None, values: dict[str, Any], lookup: Lookup) -> Library:
    """Return an unsaved library as it would become."""
    library = Library()
    for column in COLUMNS:
        old = getattr(stored, column.field) if stored else getattr(library, column.field)
        setattr(library, column.field, values.get(column.field, old))
    for name, rows in lookup.rows.items():
        setattr(library, name, rows.get(getattr(library, f"{name}_id")))
    library.pk = stored.pk if stored else None
    return library


def _validate(library: Library, row: ReadRow) -> None:
    try:
        # Codes and keys were looked up already; asking the database of each row is slow.
        told = {field for field, _ in row.errors}
        library.full_clean({*_KEYS, *told}, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            field = f"{name}_id" if name in _KEYS else name
            row.errors.append((field, " ".join(messages)))


def _by_cell(row: ReadRow, sheet: ReadSheet) -> list[dict[str, str]]:
    return [
        {
            "place": f"Лист «{sheet.title}», "
            + (
                f"ячейка {sheet.letters[field]}{row.number}"
                if field in sheet.letters
                else f"строка {row.number}"
            ),
            "message": message,
        }
        for field, message in row.errors
    ]


def _shown(library: Library, lookup: Lookup) -> dict[str, str]:
    namesake = lookup.namesake(library)
    note = f"Похожая уже есть в реестре: {namesake.name}, код {namesake.code}." if namesake else ""
    return {"locality": library.locality, "organisation": str(library.organisation), "note": note}


def _changes(stored: Library, values: dict[str, Any], lookup: Lookup) -> list[dict[str, str]]:
    after = _with_values(stored, values, lookup)
    return [
        {
            "field": column.field,
            "label": column.heading,
            "before": readable(column.write(stored)),
            "after": readable(column.write(after)),
        }
        for column in COLUMNS
        if column.field in values and getattr(stored, column.field) != values[column.field]
    ]
