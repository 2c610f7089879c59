"""Seeing whether an indicator that a person writes holds, before it is saved or tried."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from statistics.checks.pointing import pointed
from statistics.checks.syntax import RuleError
from statistics.indicators.formula import parse_formula
from statistics.indicators.kept import read_rows
from statistics.indicators.specs import Indicator as Spec
from statistics.layout import UnknownCell, layout_of
from statistics.layout.problems import Problems
from statistics.models import Edition, Indicator
from statistics.models.indicators import written_cells

WRONG_CELLS = (
    "Пишите так: код редакции, двоеточие, адрес; через точку с запятой: 2015: 4.12.2; 2019: 4.11.2."
)


def checked(values: Mapping[str, Any], row: Indicator | None = None) -> dict[str, Any]:
    """Return the values with their cells in one spelling; `row` is the indicator as it stands.

    Raises ValidationError by field: an unknown cell, a fault in the formula with its place.
    """
    values = dict(values)
    cells, formula = values.get("cells", ""), values.get("formula", "")
    if bool(cells) == bool(formula):
        raise ValidationError({"formula": "Укажите либо ячейки по редакциям, либо формулу."})
    if cells:
        values["cells"] = _cells(cells, values["form"])
    else:
        _check_formula(values, row)
    return values


def usual_places(values: Mapping[str, Any]) -> int:
    """Return how many digits after the comma such an indicator usually has; `values` are checked.

    A ratio without any would tell nothing; a sum has as many as what it is summed from.
    """
    known = tried({**values, "places": 0})
    spec = known[values["code"]]
    if spec.is_ratio:
        return 1 if spec.unit.strip().startswith("%") else 2
    if spec.formula is not None:
        return max((known[part].places for part in spec.parts), default=0)
    editions = Edition.objects.filter(form__code=spec.form, code__in=spec.cells)
    cells = (layout_of(one).cell(spec.cells[one.code]) for one in editions)
    return max((cell.places for cell in cells), default=0)


def tried(values: Mapping[str, Any], row: Indicator | None = None) -> dict[str, Spec]:
    """Return all indicators as they would be with these checked values."""
    rows = list(Indicator.objects.exclude(pk=row.pk if row else None))
    return read_rows([*rows, Indicator(**values)], Problems())


def _cells(text: str, form: str) -> str:
    editions = {one.code: one for one in Edition.objects.filter(form__code=form)}
    found = {}
    for pair in text.split(";"):
        edition, _, address = (part.strip() for part in pair.partition(":"))
        if not edition or not address:
            raise ValidationError({"cells": WRONG_CELLS})
        if edition not in editions:
            known = ", ".join(sorted(editions)) or "редакций ещё нет"
            raise ValidationError({"cells": f"Редакции «{edition}» у формы нет. Есть: {known}."})
        try:
            found[edition] = layout_of(editions[edition]).canonical(address)
        except UnknownCell as error:
            raise ValidationError({"cells": f"Редакция {edition}: {error}"}) from error
    return written_cells(found)


def _check_formula(values: Mapping[str, Any], row: Indicator | None) -> None:
    """Read the formula among the others of its form, and see that none turns in a circle."""
    others = Indicator.objects.filter(form=values["form"])
    own = row.code if row else values["code"]
    known = [code for code in others.values_list("code", flat=True) if code != own]
    try:
        parse_formula(values["formula"], known, own)
    except RuleError as error:
        raise ValidationError({"formula": pointed(error)}) from error
    problems = Problems()
    rows = list(others.exclude(code=own))
    read_rows([*rows, Indicator(**{**values, "code": own})], problems)
    if problems.messages:
        raise ValidationError({"formula": "Формула зависит сама от себя через другие показатели."})
