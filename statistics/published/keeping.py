"""Tables and pictures kept as plain values, and read again as they were."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from typing import Any

from common.gaps import Gap, Lack
from common.tables import Column, Row, Table
from statistics.builder.chapters import Chapter
from statistics.pictures import Picture
from statistics.pictures.drawing import Rect, Rule, Text
from statistics.published.content import PublicContent

_DECIMAL = "decimal"
# What stands in a field that holds further values of ours.
_INNER: Mapping[tuple[type, str], type] = {
    (PublicContent, "totals"): Table,
    (PublicContent, "chapters"): Chapter,
    (Chapter, "tables"): Table,
    (Chapter, "pictures"): Picture,
    (Table, "columns"): Column,
    (Table, "rows"): Row,
    (Row, "gaps"): Gap,
    (Gap, "lacks"): Lack,
    (Picture, "table"): Table,
    (Picture, "rects"): Rect,
    (Picture, "texts"): Text,
    (Picture, "rules"): Rule,
}


def kept(value: Any) -> Any:
    """Return `value` as JSON holds it; what stands for itself is left out.

    A decimal number is kept by its text, so that no digit after the comma is lost.
    """
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    if isinstance(value, tuple):
        return [kept(one) for one in value]
    if is_dataclass(value):
        told = {one.name: getattr(value, one.name) for one in fields(value)}
        usual = {one.name: one.default for one in fields(value) if one.default is not MISSING}
        return {
            name: kept(one) for name, one in told.items() if name not in usual or one != usual[name]
        }
    return value


def read_content(data: Mapping[str, Any]) -> PublicContent:
    """Return what a publication keeps."""
    return restored(PublicContent, data)


def restored(kind: type, data: Mapping[str, Any]) -> Any:
    """Return a value of `kind` from what `kept` has made of it."""
    return kind(
        **{name: _restored(_INNER.get((kind, name)), value) for name, value in data.items()}
    )


def _restored(kind: type | None, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_restored(kind, one) for one in value)
    if not isinstance(value, Mapping):
        return value
    return Decimal(value[_DECIMAL]) if kind is None else restored(kind, value)
