"""Cells that name something of the registry; the plain ones are in common.imports.cells."""

from common.imports.cells import choice, one, text, words
from common.spreadsheets import CellValue
from libraries.imports.lookup import Lookup
from libraries.models import Library

_SETTLEMENTS = {
    "г": "city",
    "г.": "city",
    "пгт": "urban",
    "пгт.": "urban",
    "городской поселок": "urban",
    "село": "rural",
    "деревня": "rural",
    "сельский": "rural",
    "сельская местность": "rural",
}
_KINDS = {f"{label} библиотека": key for key, label in Library.Kind.choices}


def code(value: CellValue, lookup: Lookup) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return lookup.code_of_number(value)
    return text(value, lookup)


def kind(value: CellValue, lookup: Lookup) -> str:
    return choice(value, Library.Kind.choices, _KINDS)


def settlement(value: CellValue, lookup: Lookup) -> str:
    return choice(value, Library.Settlement.choices, _SETTLEMENTS)


def organisation(value: CellValue, lookup: Lookup) -> int | None:
    return one(
        words(value),
        lookup.organisations(words(value)),
        "учреждения «{}» нет в реестре. Исправьте название или сначала добавьте учреждение.",
        "учреждений с именем «{}» несколько. Напишите полное название.",
    )


def territory(value: CellValue, lookup: Lookup) -> int | None:
    return one(
        words(value),
        lookup.territories(words(value)),
        "территории «{}» нет в реестре. Напишите название как в списке территорий или код ОКТМО.",
        "территорий с именем «{}» несколько. Напишите код ОКТМО.",
    )


def successor(value: CellValue, lookup: Lookup) -> int | None:
    wanted = code(value, lookup)
    found = lookup.libraries.get(wanted)
    absent = "библиотеки с кодом «{}» нет в реестре. Исправьте код или сначала добавьте её."
    return one(wanted, {found.pk} if found else set(), absent, "")
