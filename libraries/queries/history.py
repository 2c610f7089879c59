"""Who changed what and when, read from the history of a row."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
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
    """One saving of a row; `what` names the row on a page that tells of several."""

    at: datetime.datetime
    by: Any
    reason: str
    is_first: bool
    fields: list[FieldChange]
    is_last: bool = False
    what: str = ""


def changes_of(row: models.Model, limit: int = 20, hidden: Collection[str] = ()) -> list[Change]:
    """Return the last changes of `row`, newest first, with names instead of numbers of keys.

    Of the fields named in `hidden` nothing is told.
    """
    records = list(row.history.select_related("history_user")[: limit + 1])
    names = _names_of_keys(row, records, hidden)
    shown = records[:limit]
    before = [*records[1:], None][: len(shown)]
    return [_change(row, old, new, names, hidden) for new, old in zip(shown, before, strict=True)]


def changes_of_rows(
    model: type[models.Model],
    records: models.QuerySet[Any],
    name_of: Callable[[Any], str],
    hidden: Collection[str] = (),
) -> list[Change]:
    """Return all changes of some rows of `model`, whose history is `records`, newest first.

    `name_of` names the row of a record. One query, and one for each relation that changed.
    """
    found = list(records.select_related("history_user").order_by("history_date", "history_id"))
    row = model()
    names = _names_of_keys(row, found, hidden)
    older: dict[Any, Any] = {}
    changes = []
    for record in found:
        change = _change(row, older.get(record.id), record, names, hidden)
        changes.append(replace(change, what=f"{model._meta.verbose_name}: {name_of(record)}"))
        older[record.id] = record
    return changes[::-1]


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
        is_last=new.history_type == "-",
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


def _names_of_keys(
    row: models.Model, records: Sequence[Any], hidden: Collection[str]
) -> dict[tuple[str, Any], str]:
    """Return the names of the rows that the records point at differently: a query a relation."""
    names: dict[tuple[str, Any], str] = {}
    for field in _fields(row):
        if not field.is_relation or field.name in hidden:
            continue
        keys = _changed_keys(field, records) - {None}
        found = field.related_model._default_manager.in_bulk(keys) if keys else {}
        names |= {(field.name, key): str(each) for key, each in found.items()}
    return names


def _changed_keys(field: Any, records: Sequence[Any]) -> set[Any]:
    """Return the keys that a row had at different times; not those that two rows differ by."""
    known: defaultdict[Any, set[Any]] = defaultdict(set)
    for record in records:
        known[record.id].add(getattr(record, field.attname))
    return set().union(*(keys for keys in known.values() if len(keys) > 1))
