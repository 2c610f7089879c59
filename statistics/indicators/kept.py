"""The indicators that the portal keeps, read once and again after a change.

Every process keeps what it has read. The cache, which all processes share, holds a stamp that
changes with every edit: who sees another stamp than his own reads anew.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.cache import cache

from statistics.indicators.reading import with_formulas
from statistics.indicators.specs import Indicator
from statistics.layout.problems import Problems

_STAMP = "statistics:indicators"
_kept: dict[str, Mapping[str, Indicator]] = {}


def load_indicators() -> Mapping[str, Indicator]:
    """Return the indicators by code, in their order; a query only after a change."""
    stamp = cache.get(_STAMP)
    if stamp is None:
        stamp = cache.get_or_set(_STAMP, uuid.uuid4().hex, timeout=None)
    if stamp not in _kept:
        found = _read()
        _kept.clear()
        _kept[stamp] = found
    return _kept[stamp]


def forget_indicators() -> None:
    """Let every process read the indicators anew."""
    cache.set(_STAMP, uuid.uuid4().hex, timeout=None)


def read_rows(rows: list[Any], problems: Problems) -> dict[str, Indicator]:
    """Return stored rows as indicators, noting formulas that do not hold."""
    indicators = {
        row.code: Indicator(
            code=row.code,
            title=row.title,
            unit=row.unit,
            places=row.places,
            form=row.form,
            cells=row.addresses,
            formula=None,
            is_main=row.is_main,
        )
        for row in rows
    }
    texts = {row.code: row.formula for row in rows if row.formula}
    return with_formulas(indicators, texts, problems)


def _read() -> Mapping[str, Indicator]:
    from statistics.models import Indicator as Row  # noqa: PLC0415 (read before models are there)

    return read_rows(list(Row.objects.all()), Problems())
