"""Keeping indicators: the shipped set, and what methodists add and change."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from common.editing import change_row, create_row
from statistics.indicators import FILE, forget_indicators, parse_indicators
from statistics.indicators.checking import checked
from statistics.layout.files import read_edition_file
from statistics.models import Indicator
from statistics.models.indicators import written_cells

# What an update of the portal may change in an indicator that nobody has edited.
SHIPPED = (
    "title", "unit", "places", "form", "cells", "formula", "is_given", "is_main", "position",
)  # fmt: skip


@transaction.atomic
def add_indicator(values: Mapping[str, Any], by: User) -> Indicator:
    """Add an indicator at the end of the list. Raises ValidationError telling what is wrong."""
    last = Indicator.objects.aggregate(last=Max("position"))["last"] or 0
    row = Indicator(**checked(values), is_edited=True, position=last + 1)
    added = create_row(row, by, "Показатель добавлен")
    _read_anew()
    return added


@transaction.atomic
def change_indicator(
    pk: int, values: Mapping[str, Any], version: int, by: User, reason: str = ""
) -> Indicator:
    """Change an indicator; from now on updates of the portal leave it as it is.

    Summaries show the past by the new formula too. What the portal gives keeps its source.
    Raises StaleObjectError, and ValidationError telling what is wrong.
    """
    row = Indicator.objects.get(pk=pk)
    if not row.is_given:
        values = checked(values, row)
    if all(getattr(row, name) == value for name, value in values.items()):
        return row
    changed = change_row(Indicator.objects, pk, {**values, "is_edited": True}, version, by, reason)
    _read_anew()
    return changed


@transaction.atomic
def load_shipped_indicators() -> int:
    """Bring the shipped set into the database; return how many were added or brought up to date.

    What a person has added or edited stays.
    """
    shipped = _shipped_rows()
    stored = {row.code: row for row in Indicator.objects.filter(code__in=shipped)}
    missing = [row for code, row in shipped.items() if code not in stored]
    Indicator.objects.bulk_create(missing)
    brought = [_follow(row, shipped[row.code]) for row in stored.values() if not row.is_edited]
    if missing or any(brought):
        _read_anew()
    return len(missing) + sum(brought)


def _shipped_rows() -> dict[str, Indicator]:
    found = parse_indicators(read_edition_file(FILE))
    return {
        one.code: Indicator(
            code=one.code,
            title=one.title,
            unit=one.unit,
            places=one.places,
            form=one.form,
            cells=written_cells(one.cells),
            formula=one.formula.text if one.formula else "",
            is_given=not one.cells and one.formula is None,
            is_main=one.is_main,
            position=position,
        )
        for position, one in enumerate(found.values(), start=1)
    }


def _follow(row: Indicator, shipped: Indicator) -> bool:
    """Make the row as it is shipped now; return whether anything differed."""
    names = ("title", "unit", "places", "form", "cells", "formula", "is_given", "is_main")
    differing = [
        name for name in (*names, "position") if getattr(row, name) != getattr(shipped, name)
    ]
    for name in differing:
        setattr(row, name, getattr(shipped, name))
    if differing:
        row.version += 1
        row._change_reason = "Обновление портала"
        row.save()
    return bool(differing)


def _read_anew() -> None:
    """Let the change be seen at once here, and by other processes when it is committed."""
    forget_indicators()
    transaction.on_commit(forget_indicators)
