"""Indicators: what is followed over years, over editions of a form and over places.

An indicator is a cell in each edition of its form, or a formula of other indicators such as
`100 * received / fund`. Formulas and their units are those of library statistics (читаемость,
обращаемость, …); ratios are computed from summed parts, never averaged, and rounded half up.
The shipped set is `statistics/indicators.yaml`; methodists keep them on the portal's pages.
"""

from statistics.indicators.formula import Formula, parse_formula
from statistics.indicators.kept import forget_indicators, load_indicators
from statistics.indicators.reading import FILE, parse_indicators
from statistics.indicators.specs import LIBRARIES, POPULATION, Indicator

__all__ = [
    "FILE",
    "LIBRARIES",
    "POPULATION",
    "Formula",
    "Indicator",
    "forget_indicators",
    "load_indicators",
    "parse_formula",
    "parse_indicators",
]
