"""What is wrong with a draft, in the words of its author, each fault with its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from statistics.designer.origins import alone
from statistics.layout import EditionError, Layout, parse_definition
from statistics.queries.references import references_of

_SECTION = re.compile(r"Раздел (\d+)")
_CHECK = re.compile(r"Контроль ([^:]+): ")
# What the reader of files calls by its key, the designer calls as its pages do.
_WORDS = (
    ("«rows» должно быть непустым списком", "нет ни одной строки"),
    ("«columns» должно быть непустым списком", "нет ни одной графы"),
    ("«sections» должно быть непустым списком", "в форме нет ни одного раздела"),
    ("«blocks»", "«Печатать по частям»"),
    ("«of»: графы", "стоит «часть графы», а графы"),
    ("«year_to» раньше, чем «year_from»", "последний год раньше первого"),
)


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: the place of a section or of a check, counted from 0, or None."""

    text: str
    section: int | None = None
    check: int | None = None


def faults_of(definition: Mapping[str, Any]) -> list[Fault]:
    """Return everything that keeps the draft from being published."""
    try:
        layout = parse_definition(alone(definition))
    except EditionError as error:
        return [_placed(message, definition) for message in error.messages]
    return [_placed(message, definition) for message in references_of(layout).errors]


def idle_rules_of(definition: Mapping[str, Any]) -> list[Fault]:
    """Return the rules that look into forms which the portal has not yet: they keep nothing."""
    try:
        layout = parse_definition(alone(definition))
    except EditionError:
        return []
    told = (_placed(message, definition) for message in references_of(layout).notices)
    return [fault for fault in told if fault.check is not None]


def sound_layout(definition: Mapping[str, Any]) -> Layout | None:
    """Return the draft's layout, without checks that do not hold; None when its sections do not."""
    bare = alone(definition)
    wrong = {fault.check for fault in faults_of(definition) if fault.check is not None}
    checks = [check for at, check in enumerate(bare.get("checks", ())) if at not in wrong]
    for tried in (checks, []):
        try:
            return parse_definition({**bare, "checks": tried})
        except EditionError:
            continue
    return None


def _placed(message: str, definition: Mapping[str, Any]) -> Fault:
    text = message
    for key, words in _WORDS:
        text = text.replace(key, words)
    if found := _CHECK.match(message):
        codes = [check["code"] for check in definition.get("checks", ())]
        return Fault(text, check=codes.index(found[1]) if found[1] in codes else None)
    found = _SECTION.match(message)
    numbers = [section["number"] for section in definition["sections"]]
    at = numbers.index(int(found[1])) if found and int(found[1]) in numbers else None
    return Fault(text, section=at)
