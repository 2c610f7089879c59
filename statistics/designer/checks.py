"""Changing the checks of a form, and finding those that look at a cell."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from statistics.checks.binding import Grid, bind_check
from statistics.checks.describing import rule_words
from statistics.checks.language import parse_rule
from statistics.checks.syntax import RuleError
from statistics.checks.totals import total_of
from statistics.designer.files import MOST_CHECKS
from statistics.designer.origins import alone
from statistics.designer.tree import Definition, Node, at_place, copied, index_of, moved, set_own
from statistics.layout import EditionError, SectionSpec, parse_definition

_DEFAULTS = {"severity": "error", "message": "", "total": False}


def checks_of(definition: Definition) -> list[Node]:
    return definition.setdefault("checks", [])


def check_at(definition: Definition, at: int) -> Node:
    """Return the check at a place, counted from 0. Raises ValidationError."""
    return at_place(checks_of(definition), at)


def index_of_check(definition: Definition, code: str) -> int:
    """Return the place of the check of this code. Raises ValidationError when it is gone."""
    return index_of([check["code"] for check in checks_of(definition)], code)


def put_check(definition: Definition, at: int | None, values: Mapping[str, Any]) -> Definition:
    """Change the check at a place, or add one at the end when there is none.

    Raises ValidationError for a code that another check has, and RuleError for a rule that does
    not hold on the form.
    """
    changed = copied(definition)
    checks = checks_of(changed)
    if at is None and len(checks) >= MOST_CHECKS:
        raise ValidationError(f"В форме не бывает больше {MOST_CHECKS} контролей.")
    others = [check["code"] for place, check in enumerate(checks) if place != at]
    code = values["code"] or _free_code(others)
    if code in others:
        raise ValidationError({"code": f"Контроль с кодом «{code}» уже есть."})
    _see_that_it_holds(changed, values)
    if at is None:
        checks.append({})
    node = check_at(changed, len(checks) - 1 if at is None else at)
    node |= {"code": code, "rule": values["rule"]}
    set_own(node, {key: values[key] for key in _DEFAULTS}, _DEFAULTS)
    return changed


def remove_check(definition: Definition, at: int) -> Definition:
    changed = copied(definition)
    check_at(changed, at)
    checks_of(changed).pop(at)
    return changed


def move_check(definition: Definition, at: int, by: int) -> Definition:
    """Move a check up (-1) or down (1): the first of them speak first."""
    changed = copied(definition)
    moved(checks_of(changed), at, by)
    return changed


def words_of_checks(definition: Definition) -> dict[str, str]:
    """Return the checks as sentences, by code; one that cannot be read, as it is written."""
    sections = sections_read(definition) or ()
    return {
        check["code"]: rule_words(check["rule"], sections) or check["rule"]
        for check in checks_of(definition)
    }


def codes_by_cell(definition: Definition) -> Mapping[str, list[str]]:
    """Return by address the codes of the checks that look at a cell.

    Rules that do not hold look at nothing; neither do any while the sections do not hold.
    """
    sections = sections_read(definition)
    found: dict[str, list[str]] = defaultdict(list)
    grid = Grid(sections or ())
    for check in checks_of(definition) if sections else ():
        for address in _cells_of(check, grid):
            found[address].append(check["code"])
    return found


def checks_at(
    definition: Definition, section: int, row: int | None = None, column: int | None = None
) -> dict[str, str]:
    """Return the checks that look at a section, a row or a column of it: sentences by code."""
    found: dict[str, None] = {}
    for address, codes in codes_by_cell(definition).items():
        place = tuple(map(int, address.split(".")))
        if place[0] == section and row in (None, place[1]) and column in (None, place[2]):
            found |= dict.fromkeys(codes)
    words = words_of_checks(definition) if found else {}
    return {code: words[code] for code in found}


def sections_read(definition: Definition) -> tuple[SectionSpec, ...] | None:
    """Return the sections without any check, or None while they do not hold themselves."""
    try:
        return parse_definition({**alone(definition), "checks": []}).sections
    except EditionError:
        return None


def _cells_of(check: Node, grid: Grid) -> set[str]:
    try:
        instances = bind_check(check["code"], check["rule"], "", grid)
    except RuleError:
        return set()
    return {one for each in instances for one in (*each.current, *each.previous)}


def _see_that_it_holds(definition: Definition, values: Mapping[str, Any]) -> None:
    """Raise RuleError where the rule or the message is wrong.

    While the sections do not hold themselves only the spelling can be seen.
    """
    sections = sections_read(definition)
    if sections is None:
        parse_rule(values["rule"])
        return
    instances = bind_check("check", values["rule"], values["message"], Grid(sections))
    for instance in instances if values["total"] else ():
        total_of(instance, values["rule"])


def _free_code(taken: list[str]) -> str:
    number = 1
    while f"check-{number}" in taken:
        number += 1
    return f"check-{number}"
