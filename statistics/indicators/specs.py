"""What an indicator is, as a plain value."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from common.russian import round_half_up
from statistics.indicators.formula import Formula
from statistics.indicators.naming import with_unit
from statistics.layout.specs import Layout

POPULATION = "population"
LIBRARIES = "libraries"


@dataclass(frozen=True)
class Indicator:
    """One indicator; `cells` are its addresses by code of the edition, empty for a formula.

    `is_main` puts it into the summary of its form.
    """

    code: str
    title: str
    unit: str
    places: int
    form: str
    cells: Mapping[str, str]
    formula: Formula | None
    is_main: bool = False

    @property
    def named(self) -> str:
        """The title with the unit, as headings name it: «Посещения, ед.»."""
        return with_unit(self.title, self.unit)

    @property
    def is_ratio(self) -> bool:
        """Whether it cannot be summed over libraries."""
        return self.formula is not None and not self.formula.is_sum

    @property
    def parts(self) -> tuple[str, ...]:
        """Codes of the summed indicators it is computed from; its own when it has no formula."""
        return (self.code,) if self.formula is None else self.formula.codes

    def cell(self, layout: Layout) -> str | None:
        """Return the address in an edition, or None where the edition has no such cell."""
        return self.cells.get(layout.edition) if layout.form == self.form else None

    def compute(self, parts: Mapping[str, Decimal]) -> Decimal | None:
        """Return the indicator from sums by code; None when one is absent or divides by zero."""
        if self.formula is not None:
            exact = self.formula.compute(parts)
            return None if exact is None else _rounded(exact, self.places)
        value = parts.get(self.code)
        return None if value is None else round_half_up(value, self.places)


def _rounded(exact: Fraction, places: int) -> Decimal:
    """Round half up, away from zero, as `round_half_up` does with decimals."""
    units = (abs(exact) * 10**places + Fraction(1, 2)) // 1
    return Decimal(-units if exact < 0 else units).scaleb(-places)
