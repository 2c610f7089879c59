"""Tables as plain values for JSON, and back again: for reports that are kept for ever.

Unlike `TableSet.as_json`, which is for other people's programs, nothing is lost here but the links
of the screen. What came to tables later has its default in those that were kept before.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from typing import Any

from common.tables import CellValue, Column, Line, Row, Table, TableSet

_NOT_KEPT = {"links", "url", "order"}
_DECIMAL, _DAY, _MOMENT = "decimal", "day", "moment"


def pack(tables: TableSet) -> dict[str, Any]:
    """Return the tables as plain values.

    Raises:
        ValueError: a row tells what its figures lack, which is not kept.
    """
    return _packed(tables)


def unpack(kept: Mapping[str, Any]) -> TableSet:
    """Return the tables that `pack` has packed."""
    return _unpacked(TableSet, kept)


def _packed(part: Any) -> dict[str, Any]:
    """Return the fields of a part that differ from their defaults."""
    if isinstance(part, Row) and any(part.gaps):
        raise ValueError("A row whose figures lack something cannot be kept.")
    told = {one.name: getattr(part, one.name) for one in fields(part) if one.name not in _NOT_KEPT}
    defaults = {one.name: _default(one) for one in fields(part)}
    return {name: _plain(value) for name, value in told.items() if value != defaults[name]}


def _default(field: Any) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Table | Column | Row | Line):
        return _packed(value)
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    if isinstance(value, dt.datetime):
        return {_MOMENT: value.isoformat()}
    return {_DAY: value.isoformat()} if isinstance(value, dt.date) else value


def _unpacked(kind: type, kept: Mapping[str, Any]) -> Any:
    known = {one.name for one in fields(kind)}
    told = {name: _value(name, value) for name, value in kept.items() if name in known}
    return kind(**told)


_PARTS: dict[str, type] = {
    "tables": Table,
    "columns": Column,
    "rows": Row,
    "top": Line,
    "after_title": Line,
    "bottom": Line,
}
_CELLS: dict[str, Callable[[str], CellValue]] = {
    _DECIMAL: Decimal,
    _DAY: dt.date.fromisoformat,
    _MOMENT: dt.datetime.fromisoformat,
}


def _value(name: str, kept: Any) -> Any:
    if not isinstance(kept, list):
        return kept
    if name in _PARTS:
        return tuple(_unpacked(_PARTS[name], one) for one in kept)
    return tuple(_cell(one) for one in kept)


def _cell(kept: Any) -> Any:
    if not isinstance(kept, dict):
        return kept
    ((kind, text),) = kept.items()
    return _CELLS[kind](text)
