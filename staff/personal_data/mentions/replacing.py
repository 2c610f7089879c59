"""Putting a mark in place of the wordings that were confirmed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import models

from common.fields import NormalisedField
from common.text import normalise
from staff.personal_data.mentions.columns import TextColumn, text_columns
from staff.personal_data.mentions.finding import Place
from staff.personal_data.mentions.names import Name, find_names


def replace_places(places: Iterable[Place], names: Sequence[Name], mark: str) -> None:
    """Put `mark` in place of these wordings, in the histories of the rows too.

    A row that somebody has open is not overwritten silently: its version goes up.
    """
    wordings: dict[tuple[type[models.Model], str], dict[str, set[str]]] = defaultdict(dict)
    for place in places:
        for number in place.numbers:
            row = wordings[place.column.subject, number]
            row.setdefault(place.column.field.name, set()).add(normalise(place.wording))
    columns: dict[type[models.Model], list[TextColumn]] = defaultdict(list)
    for column in text_columns().values():
        columns[column.subject].append(column)
    for (subject, pk), fields in wordings.items():
        for column in columns[subject]:
            if column.field.name in fields:
                chosen = fields[column.field.name]
                for row in column.rows_of(pk).select_for_update():
                    _replace_in(row, column, chosen, names, mark)


def _replace_in(
    row: Any, column: TextColumn, chosen: Collection[str], names: Sequence[Name], mark: str
) -> None:
    name = column.field.name
    before = getattr(row, name)
    after = _replaced(before, chosen, names, mark)
    if after == before:
        return
    longest = getattr(column.field, "max_length", None)
    setattr(row, name, after[:longest] if isinstance(after, str) else after)
    keys = [each.name for each in row._meta.concrete_fields if isinstance(each, NormalisedField)]
    changed = {name, *keys}
    if not column.is_history and hasattr(row, "version"):
        row.version += 1
        changed.add("version")
    row.skip_history_when_saving = True
    # Past the rules of `save` of the models: published and closed rows lose the name too.
    row.save_base(update_fields=changed)


def _replaced(value: Any, chosen: Collection[str], names: Sequence[Name], mark: str) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(each, chosen, names, mark) for key, each in value.items()}
    if isinstance(value, list):
        return [_replaced(each, chosen, names, mark) for each in value]
    if not isinstance(value, str):
        return value
    for span in reversed(find_names(value, names)):
        if normalise(value[span.start : span.end]) in chosen:
            value = value[: span.start] + mark + value[span.end :]
    return value
