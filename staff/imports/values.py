"""The values of a row between JSON, where the preview keeps them, and the models."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from common.year_or_day import parse_year_or_day
from staff.models import Employment

Values = dict[str, Any]
DAYS = ("born", "works_since", "in_libraries_since")


def some_of(values: Mapping[str, Any], names: tuple[str, ...]) -> Values:
    """Return those of `names` that are told: an empty cell says nothing."""
    return {name: values[name] for name in names if values.get(name) not in (None, "")}


def to_python(values: Mapping[str, Any]) -> Values:
    """Return what JSON made of the values to their own types."""
    found = dict(values)
    for name in DAYS:
        if name in found:
            found[name] = parse_year_or_day(found[name] or "")
    for name in ("since", "until"):
        if isinstance(found.get(name), str):
            found[name] = Employment._meta.get_field(name).to_python(found[name])
    if found.get("rate"):
        found["rate"] = Decimal(found["rate"])
    return found
