"""Reading single cells: forgiving in case, ё and spaces, strict in meaning.

A reader takes the cell and the importer's lookup; it returns the value of the field, or raises
CellError with words for the person.
"""

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

from common.days import read_day
from common.spreadsheets import CellValue
from common.text import normalise

_YES = {"да", "+", "1", "есть", "истина", "true", "v", "х", "x"}
_NO = {"", "нет", "-", "0", "ложь", "false"}
_YEAR = re.compile(r"(?:с\s+)?(\d{4})(?:\s*г\.?|\s*год[а]?)?")
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_LARGEST = 2_000_000_000  # what a whole number of the database holds


class CellError(Exception):
    """A cell that cannot be taken; the message says why and what to write."""


def words(value: CellValue) -> str:
    """Return a cell as one line of text."""
    return "" if value is None else " ".join(str(value).split())


def text(value: CellValue, lookup: Any) -> str:
    if isinstance(value, bool):
        raise CellError("здесь нужен текст, а стоит «ИСТИНА» или «ЛОЖЬ».")
    return words(value)


def digits(value: CellValue, lookup: Any) -> str:
    """Read a code of digits, which a spreadsheet may hold as a number or with spaces."""
    return _SPACES.sub("", text(value, lookup))


def flag(value: CellValue, lookup: Any) -> bool:
    if isinstance(value, bool):
        return value
    answer = normalise(words(value))
    if answer in _YES:
        return True
    if answer in _NO:
        return False
    raise CellError(f"«{words(value)}» — напишите «да» или «нет».")


def choice(
    value: CellValue, choices: Sequence[tuple[str, str]], others: Mapping[str, str] | None = None
) -> str:
    """Return the key of one of `choices`, by its label or by one of the `others` spellings."""
    answer = normalise(words(value))
    named = {normalise(label): key for key, label in choices} | dict(others or {})
    if answer in named or not answer:
        return named.get(answer, "")
    allowed = ", ".join(label for _, label in choices)
    raise CellError(f"«{words(value)}» нет в перечне. Можно: {allowed}.")


def day(value: CellValue, lookup: Any) -> datetime.date | None:
    answer = words(value)
    if not answer:
        return None
    try:
        return read_day(answer) or datetime.date.fromisoformat(answer[:10])
    except ValueError:
        raise CellError(
            f"«{answer}» — не дата. Напишите день, месяц и год, например 01.09.1955."
        ) from None


def year(value: CellValue, lookup: Any) -> int | None:
    answer = words(value)
    if not answer or normalise(answer) == "нет":
        return None
    if found := _YEAR.fullmatch(answer):
        return int(found[1])
    raise CellError(f"«{answer}» — не год. Напишите четыре цифры, например 2021.")


def whole(value: CellValue, lookup: Any) -> int | None:
    """Read a whole number of zero or more, with spaces between thousands or without."""
    if value is None or value == "":
        return None
    answer = _SPACES.sub("", str(value))
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]+([.,]0+)?", answer):
        raise CellError(f"«{words(value)}» — не целое число. Напишите только цифры.")
    number = int(re.split(r"[.,]", answer)[0])
    if number > _LARGEST:
        raise CellError(f"«{words(value)}» — слишком большое число. Проверьте цифры.")
    return number


def one(name: str, found: set[Any], absent: str, several: str) -> Any:
    """Return the only one of `found`; the messages hold «{}» for the name."""
    if not name:
        return None
    if len(found) != 1:
        raise CellError((several if found else absent).format(name))
    return next(iter(found))
