"""Formulas and formats of numbers, as Excel and LibreOffice understand them."""

from collections.abc import Mapping

from statistics.checks.syntax import Addition, Cell, Number, Product, Sum, Term
from statistics.checks.totals import Total
from statistics.layout import CellSpec


def total_formula(total: Total, at: Mapping[str, str]) -> str:
    """Return the formula of an automatic total; empty until all its parts are numbers.

    `at` gives the coordinates of the cells on the sheet.
    """
    parts = ",".join(at[part] for part in total.parts)
    count = len(total.parts)
    return f'=IF(COUNT({parts})={count},{written(total.expression, at)},"")'


def written(term: Term, at: Mapping[str, str]) -> str:
    """Return an arithmetic term, the address or the code of each cell replaced by that of `at`."""
    if isinstance(term, Cell):
        return at[term.address]
    if isinstance(term, Number):
        return f"{term.value:f}"
    if isinstance(term, Sum):
        return f"SUM({','.join(written(item, at) for item in term.items)})"
    if isinstance(term, Addition):
        pairs = zip(term.signs, term.terms, strict=True)
        return f"({''.join(('+' if sign > 0 else '-') + written(one, at) for sign, one in pairs)})"
    if isinstance(term, Product):
        first, *others = (written(factor, at) for factor in term.factors)
        return first + "".join(
            operator + other for operator, other in zip(term.operators, others, strict=True)
        )
    raise TypeError(f"A total cannot be made of {term!r}.")


def number_format(spec: CellSpec) -> str:
    """Return how Excel shows the cell's number: groups of three, as many places as it may have."""
    return "#,##0" + ("." + "0" * spec.places if spec.places else "")
