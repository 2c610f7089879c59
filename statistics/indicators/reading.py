"""Reading a file of indicators, with every problem told at its place."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from statistics.checks.syntax import RuleError
from statistics.indicators.formula import Formula, parse_formula
from statistics.indicators.specs import Indicator
from statistics.layout.problems import Problems, Reader

FILE = Path(__file__).parent.parent / "indicators.yaml"


def parse_indicators(data: Mapping[str, Any]) -> dict[str, Indicator]:
    """Return the indicators a file describes; raise EditionError with all problems."""
    problems = Problems()
    reader = Reader(data, "Показатели", problems)
    form = reader.text("form")
    found: dict[str, Indicator] = {}
    formulas: dict[str, str] = {}
    for item in reader.sequence("indicators", required=True):
        indicator, formula = _read(Reader(item, "Показатель", problems), form)
        if indicator.code in found:
            problems.add(f"Показатель {indicator.code}", "такой код уже есть")
        found[indicator.code] = indicator
        if formula:
            formulas[indicator.code] = formula
    reader.done()
    found = with_formulas(found, formulas, problems)
    problems.raise_if_any()
    return found


def _read(reader: Reader, form: str) -> tuple[Indicator, str]:
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
        form=reader.text("form", form),
        cells=cells,
        formula=None,
        is_main=reader.flag("main"),
    )
    reader.done()
    return indicator, formula


def with_formulas(
    indicators: Mapping[str, Indicator], texts: Mapping[str, str], problems: Problems
) -> dict[str, Indicator]:
    """Return the indicators with their formulas, which may use others of the same form.

    Formulas of formulas are opened down to what is summed. Notes those that cannot be
    understood and those that use one another in a circle.
    """
    formulas = _parsed(indicators, texts, problems)
    opened: dict[str, Formula] = {}
    for code in texts:
        if _is_circular(code, formulas):
            problems.add(f"Показатель {code}", "формула зависит сама от себя")
        elif code in formulas:
            opened[code] = formulas[code].opened(formulas)
    return {code: replace(one, formula=opened.get(code)) for code, one in indicators.items()}


def _parsed(
    indicators: Mapping[str, Indicator], texts: Mapping[str, str], problems: Problems
) -> dict[str, Formula]:
    formulas = {}
    for code, text in texts.items():
        form = indicators[code].form
        known = [one.code for one in indicators.values() if one.form == form]
        try:
            formulas[code] = parse_formula(text, known)
        except RuleError as error:
            problems.add(f"Показатель {code}", error.pointed())
    return formulas


def _is_circular(code: str, formulas: Mapping[str, Formula]) -> bool:
    """Whether the formula leads back to its own indicator."""
    seen: set[str] = set()
    ahead = [code]
    while ahead:
        formula = formulas.get(ahead.pop())
        for part in formula.codes if formula else ():
            if part == code:
                return True
            if part not in seen:
                seen.add(part)
                ahead.append(part)
    return False
