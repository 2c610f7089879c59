"""Who changed what and when, read from the history of a row."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from common.editing import readable

_SILENT = {"id", "name_key", "search_key", "version"}


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One saving of a row."""

    at: datetime.datetime
    by: Any
    reason: str
    is_first: bool
    fields: list[FieldChange]


def changes_of(row: models.Model, limit: int = 20, hidden: Collection[str] = ()) -> list[Change]:
    """Return the last changes of `row`, newest first, with names instead of numbers of keys.

    Of the fields named in `hidden` nothing is told.
    """
    records = list(row.history.select_related("history_user")[: limit + 1])
    names = _names_of_keys(row, records)
    shown = records[:limit]
    before = [*records[1:], None][: len(shown)]
    return [_change(row, old, new, names, hidden) for new, old in zip(shown, before, strict=True)]


def _change(
    row: Any, old: Any, new: Any, names: dict[tuple[str, Any], str], hidden: Collection[str]
) -> Change:
    fields = [] if old is None else _compare(row, old, new, names, hidden)
    return Change(
        new.history_date,
        new.history_user,
        new.history_change_reason or "",
        new.history_type == "+",
        fields,
    )


def _compare(
    row: Any, old: Any, new: Any, names: dict[tuple[str, Any], str], hidden: Collection[str]
) -> list[FieldChange]:
    changes = []
    for field in _fields(row):
        if field.name in hidden:
            continue
        before, after = getattr(old, field.attname), getattr(new, field.attname)
        if before != after and isinstance(field, models.JSONField):
            changes += _compare_parts(row, before, after)
        elif before != after:
            label = str(field.verbose_name)
            shown = [_shown(field, value, names) for value in (before, after)]
            changes.append(FieldChange(label, *shown))
    return changes


def _compare_parts(row: Any, before: Any, after: Any) -> list[FieldChange]:
    """Compare texts kept together, each under the title that the row knows for it."""
    return [
        FieldChange(title, readable(before.get(key, "")), readable(after.get(key, "")))
        for key, title in row.titles_of_parts.items()
        if before.get(key, "") != after.get(key, "")
    ]


def _shown(field: Any, value: Any, names: dict[tuple[str, Any], str]) -> str:
    if field.is_relation and value is not None:
        return names.get((field.name, value), "запись удалена")
    if isinstance(field, models.FileField):
        return "файл" if value else "пусто"  # its name on the disk tells people nothing
    if field.choices:
        return dict(field.flatchoices).get(value, readable(value))
    return readable(value)


def _fields(row: models.Model) -> list[Any]:
    """Return the fields that the history keeps and people know."""
    kept = {field.name for field in row.history.model._meta.concrete_fields} - _SILENT
    return [field for field in row._meta.concrete_fields if field.name in kept]


def _names_of_keys(row: models.Model, records: Sequence[Any]) -> dict[tuple[str, Any], str]:
    """Return the names of the rows that the records point at: one query for each relation."""
    names = {}
    for field in filter(lambda each: each.is_relation, _fields(row)):
        values = {getattr(record, field.attname) for record in records}
        if len(values) > 1:
            found = field.related_model._default_manager.in_bulk(values - {None})
            names |= {(field.name, key): str(each) for key, each in found.items()}
    return names
