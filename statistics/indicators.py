"""Indicators: what is followed over years, read from `indicators.yaml`.

An indicator is a cell in each edition of the form, or a formula of other indicators such as
`100 * received / fund`. Formulas and their units are those of library statistics (читаемость,
обращаемость, …); ratios are computed from summed parts, never averaged, and rounded half up.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from common.russian import round_half_up
from statistics.layout.files import read_edition_file
from statistics.layout.problems import Problems, Reader
from statistics.layout.specs import Layout

FILE = Path(__file__).parent / "indicators.yaml"
POPULATION = "population"
LIBRARIES = "libraries"

_SIDE = r"[a-z_]+(?:\s*[+-]\s*[a-z_]+)*"
_FORMULA = re.compile(rf"(?:(\d+)\s*\*\s*)?({_SIDE})(?:\s*/\s*({_SIDE}))?")
_SIGNED = re.compile(r"([+-]?)\s*([a-z_]+)")

# A sum of indicators: sign and code of each.
Side = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """`times` × the sum `top` / the sum `bottom`; without `bottom` nothing is divided."""

    times: int
    top: Side
    bottom: Side


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator; `cells` are its addresses by code of the edition, empty for a formula."""

    code: str
    title: str
    unit: str
    places: int
    form: str
    cells: Mapping[str, str]
    formula: Formula | None

    @property
    def is_ratio(self) -> bool:
        """Whether it cannot be summed over libraries."""
        return self.formula is not None and bool(self.formula.bottom)

    @property
    def parts(self) -> tuple[str, ...]:
        """Codes of the summed indicators it is computed from; its own when it has no formula."""
        if self.formula is None:
            return (self.code,)
        return tuple(dict.fromkeys(code for _, code in self.formula.top + self.formula.bottom))

    def cell(self, layout: Layout) -> str | None:
        """Return the address in an edition, or None where the edition has no such cell."""
        return self.cells.get(layout.edition) if layout.form == self.form else None

    def cells_needed(self, layout: Layout) -> tuple[str, ...]:
        """Return the addresses of an edition whose sums the indicator is computed from."""
        known = load_indicators()
        found = (known[part].cell(layout) for part in self.parts)
        return tuple(address for address in found if address is not None)

    def compute(self, parts: Mapping[str, Decimal]) -> Decimal | None:
        """Return the indicator from sums by code; None when one is absent or divides by zero."""
        if any(part not in parts for part in self.parts):
            return None
        if self.formula is None:
            return round_half_up(parts[self.code], self.places)
        value = self.formula.times * _total(self.formula.top, parts)
        if self.formula.bottom:
            divisor = _total(self.formula.bottom, parts)
            if divisor == 0:
                return None
            value /= divisor
        return round_half_up(value, self.places)


def _total(side: Side, parts: Mapping[str, Decimal]) -> Decimal:
    return sum((sign * parts[code] for sign, code in side), Decimal(0))


@cache
def load_indicators() -> Mapping[str, Indicator]:
    """Return the indicators by code, in the order of the file."""
    return parse_indicators(read_edition_file(FILE))


def evaluate(
    indicator: Indicator,
    layout: Layout,
    sums: Mapping[str, Decimal],
    population: int | None = None,
    libraries: int | None = None,
) -> Decimal | None:
    """Return the indicator from sums by address in one edition; None when a part is unknown."""
    return indicator.compute(parts_from(indicator, layout, sums, population, libraries))


def parts_from(
    indicator: Indicator,
    layout: Layout,
    sums: Mapping[str, Decimal],
    population: int | None = None,
    libraries: int | None = None,
) -> dict[str, Decimal]:
    """Return the known sums by the indicators' codes, out of sums by address."""
    known = load_indicators()
    parts = {}
    for code in indicator.parts:
        address = known[code].cell(layout)
        if address is not None and address in sums:
            parts[code] = sums[address]
    for code, number in ((POPULATION, population), (LIBRARIES, libraries)):
        if number is not None:
            parts[code] = Decimal(number)
    return parts


def parse_indicators(data: Mapping[str, Any]) -> dict[str, Indicator]:
    """Return the indicators a file describes; raise EditionError with all problems."""
    problems = Problems()
    reader = Reader(data, "Показатели", problems)
    form = reader.text("form")
    found: dict[str, Indicator] = {}
    for item in reader.sequence("indicators", required=True):
        indicator = _read(Reader(item, "Показатель", problems), form)
        if indicator.code in found:
            problems.add(f"Показатель {indicator.code}", "такой код уже есть")
        found[indicator.code] = indicator
    reader.done()
    _note_unknown_parts(found.values(), found, problems)
    problems.raise_if_any()
    return found


def _read(reader: Reader, form: str) -> Indicator:
    code = reader.text("code")
    reader.place = f"Показатель {code}"
    given, formula = reader.flag("given"), reader.text("formula", "")
    cells = reader.mapping("cells")
    if [bool(given), bool(formula), bool(cells)].count(True) != 1:
        reader.add("нужно ровно одно из «cells», «formula» и «given»")
    indicator = Indicator(
        code=code,
        title=reader.text("title"),
        unit=reader.text("unit"),
        places=reader.whole("places", 0) or 0,
        form=form,
        cells=cells,
        formula=_read_formula(formula, reader) if formula else None,
    )
    reader.done()
    return indicator


def _read_formula(text: str, reader: Reader) -> Formula | None:
    match = _FORMULA.fullmatch(text)
    if match is None:
        reader.add(f"формула пишется вида «100 * received / fund», а не «{text}»")
        return None
    times, top, bottom = match.groups()
    return Formula(int(times or 1), _side(top), _side(bottom or ""))


def _side(text: str) -> Side:
    return tuple((-1 if sign == "-" else 1, code) for sign, code in _SIGNED.findall(text))


def _note_unknown_parts(
    indicators: Iterable[Indicator], known: Mapping[str, Indicator], problems: Problems
) -> None:
    """Note formulas of what is no indicator, and formulas of formulas."""
    for indicator in indicators:
        for part in indicator.parts if indicator.formula else ():
            if part not in known:
                problems.add(f"Показатель {indicator.code}", f"показателя «{part}» нет")
            elif known[part].formula is not None:
                problems.add(f"Показатель {indicator.code}", f"«{part}» — тоже формула")
