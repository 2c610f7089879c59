"""Binding an edition's checks to its cells, and finding its automatic totals."""

from collections.abc import Iterable
from dataclasses import replace

from statistics.checks.binding import Grid, bind_check
from statistics.checks.syntax import RuleError
from statistics.checks.totals import Total, in_order, total_of
from statistics.checks.wording import term_words
from statistics.layout.problems import Problems
from statistics.layout.specs import CheckSpec, SectionSpec


def bind_checks(
    checks: Iterable[CheckSpec], sections: Iterable[SectionSpec], problems: Problems
) -> tuple[CheckSpec, ...]:
    """Return the checks with their instances, noting each rule that cannot be understood."""
    grid = Grid(sections)
    bound = []
    for check in checks:
        try:
            instances = bind_check(check.code, check.expression, check.message, grid)
        except RuleError as error:
            problems.add(f"Контроль {check.code}", error.pointed())
        else:
            bound.append(replace(check, instances=instances))
    return tuple(bound)


def find_totals(checks: Iterable[CheckSpec], problems: Problems) -> tuple[Total, ...]:
    """Return automatic totals in the order they are computed, noting doubles and cycles."""
    totals: dict[str, Total] = {}
    for check in checks:
        for instance in check.instances if check.is_total else ():
            try:
                total = total_of(instance, check.expression)
            except RuleError as error:
                problems.add(f"Контроль {check.code}", error.pointed())
                break
            if total.address in totals:
                problems.add(f"Контроль {check.code}", f"итог {total.address} уже определён")
            totals[total.address] = total
    try:
        return in_order(totals)
    except ValueError as error:
        problems.add("Итоги", f"зависят друг от друга по кругу: {error}")
        return ()


def with_totals(section: SectionSpec, totals: Iterable[Total]) -> SectionSpec:
    """Return the section with its total cells marked, in words such as `сумма граф 4–7`."""
    words = {total.address: term_words(total.expression, total.address) for total in totals}
    cells = tuple(replace(cell, total=words.get(cell.address)) for cell in section.cells)
    return replace(section, cells=cells)
