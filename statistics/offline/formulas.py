"""Formulas and limits for the cells of a sheet, as Excel and LibreOffice understand them."""

from collections.abc import Mapping
from decimal import Decimal

from statistics.answers import NO_DATA
from statistics.checks.syntax import Addition, Cell, Number, Product, Sum, Term
from statistics.checks.totals import Total
from statistics.layout import CellSpec


def total_formula(total: Total, at: Mapping[str, str]) -> str:
    """Return the formula of an automatic total; empty until all its parts are numbers.

    `at` gives the coordinates of the cells on the sheet.
    """
    parts = ",".join(at[part] for part in total.parts)
    count = len(total.parts)
    return f'=IF(COUNT({parts})={count},{_written(total.expression, at)},"")'


def _written(term: Term, at: Mapping[str, str]) -> str:
    if isinstance(term, Cell):
        return at[term.address]
    if isinstance(term, Number):
        return f"{term.value:f}"
    if isinstance(term, Sum):
        return f"SUM({','.join(_written(item, at) for item in term.items)})"
    if isinstance(term, Addition):
        pairs = zip(term.signs, term.terms, strict=True)
        return f"({''.join(('+' if sign > 0 else '-') + _written(one, at) for sign, one in pairs)})"
    if isinstance(term, Product):
        first, *others = (_written(factor, at) for factor in term.factors)
        return first + "".join(
            operator + other for operator, other in zip(term.operators, others, strict=True)
        )
    raise TypeError(f"A total cannot be made of {term!r}.")


def limit_formula(spec: CellSpec, place: str) -> str:
    """Return what must hold in the cell at `place`: a number of its kind, or «н/д» with words."""
    number = f"AND(ISNUMBER({place}),{place}>=0,{_of_kind(spec, place)})"
    return f'OR(LEFT({place},{len(NO_DATA)})="{NO_DATA}",{number})'


def _of_kind(spec: CellSpec, place: str) -> str:
    if spec.kind == "flag":
        return f"OR({place}=0,{place}=1)"
    # Excel keeps fifteen digits, so that the last of a fraction may be a little off.
    top = f"{Decimal(10) ** spec.max_digits:f}"
    return f"{place}<{top},ABS(ROUND({place},{spec.places})-{place})<0.0000001"


def limit_words(spec: CellSpec) -> str:
    """Return in words what the cell takes."""
    no_data = "Нет данных — «н/д: причина»."
    if spec.kind == "flag":
        return f"1 — да, 0 — нет. {no_data}"
    if spec.places:
        return f"Число не меньше нуля, знаков после запятой не больше {spec.places}. {no_data}"
    return f"Целое число не меньше нуля. {no_data}"


def number_format(spec: CellSpec) -> str:
    """Return how Excel shows the cell's number: groups of three, as many places as it may have."""
    return "#,##0" + ("." + "0" * spec.places if spec.places else "")
