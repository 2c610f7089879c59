"""Reading single cells: forgiving in case, ё and spaces, strict in meaning.

A reader returns the value of the field, or raises CellError with words for the person.
"""

import datetime
import re
from typing import Any

from common.spreadsheets import CellValue
from common.text import normalise
from libraries.imports.lookup import Lookup
from libraries.models import Library

_YES = {"да", "+", "1", "есть", "истина", "true", "v", "х", "x"}
_NO = {"", "нет", "-", "0", "ложь", "false"}
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
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*(?:г\.?|года)?")
_YEAR = re.compile(r"(?:с\s+)?(\d{4})(?:\s*г\.?|\s*год[а]?)?")


class CellError(Exception):
    """A cell that cannot be taken; the message says why and what to write."""


def words(value: CellValue) -> str:
    """Return a cell as one line of text."""
    return "" if value is None else " ".join(str(value).split())


def text(value: CellValue, lookup: Lookup) -> str:
    if isinstance(value, bool):
        raise CellError("здесь нужен текст, а стоит «ИСТИНА» или «ЛОЖЬ».")
    return words(value)


def code(value: CellValue, lookup: Lookup) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return lookup.code_of_number(value)
    return text(value, lookup)


def flag(value: CellValue, lookup: Lookup) -> bool:
    if isinstance(value, bool):
        return value
    answer = normalise(words(value))
    if answer in _YES:
        return True
    if answer in _NO:
        return False
    raise CellError(f"«{words(value)}» — напишите «да» или «нет».")


def kind(value: CellValue, lookup: Lookup) -> str:
    return _choice(value, Library.Kind.choices, {})


def settlement(value: CellValue, lookup: Lookup) -> str:
    return _choice(value, Library.Settlement.choices, _SETTLEMENTS)


def _choice(value: CellValue, choices: list[tuple[str, str]], others: dict[str, str]) -> str:
    answer = normalise(words(value)).removesuffix(" библиотека")
    named = {normalise(label): key for key, label in choices} | others
    if answer in named or not answer:
        return named.get(answer, "")
    allowed = ", ".join(label for _, label in choices)
    raise CellError(f"«{words(value)}» нет в перечне. Можно: {allowed}.")


def day(value: CellValue, lookup: Lookup) -> datetime.date | None:
    answer = words(value)
    if not answer:
        return None
    try:
        if found := _DAY.fullmatch(answer):
            date, month, year = map(int, found.groups())
            return datetime.date(year, month, date)
        return datetime.date.fromisoformat(answer[:10])
    except ValueError:
        raise CellError(
            f"«{answer}» — не дата. Напишите день, месяц и год, например 01.09.1955."
        ) from None


def year(value: CellValue, lookup: Lookup) -> int | None:
    answer = words(value)
    if not answer or normalise(answer) == "нет":
        return None
    if found := _YEAR.fullmatch(answer):
        return int(found[1])
    raise CellError(f"«{answer}» — не год. Напишите четыре цифры, например 2021.")


def organisation(value: CellValue, lookup: Lookup) -> int | None:
    return _one(
        words(value),
        lookup.organisations(words(value)),
        "учреждения «{}» нет в реестре. Исправьте название или сначала добавьте учреждение.",
        "учреждений с именем «{}» несколько. Напишите полное название.",
    )


def territory(value: CellValue, lookup: Lookup) -> int | None:
    return _one(
        words(value),
        lookup.territories(words(value)),
        "территории «{}» нет в реестре. Напишите название как в списке территорий или код ОКТМО.",
        "территорий с именем «{}» несколько. Напишите код ОКТМО.",
    )


def successor(value: CellValue, lookup: Lookup) -> int | None:
    wanted = code(value, lookup)
    found = lookup.libraries.get(wanted)
    return _one(
        wanted, {found.pk} if found else set(), "библиотеки с кодом «{}» нет в реестре.", ""
    )


def _one(name: str, found: set[Any], absent: str, several: str) -> Any:
    if not name:
        return None
    if len(found) != 1:
        raise CellError((several if found else absent).format(name))
    return next(iter(found))
