"""The columns of the list of people, in both directions."""

import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from common.imports import cells
from common.imports.cells import CellError, words
from common.imports.columns import ImportColumn, Writer
from common.spreadsheets import CellValue
from common.text import normalise
from common.year_or_day import parse_year_or_day
from staff.models import Education, Employment

_KINDS = {
    "": Employment.Kind.MAIN,
    "основная": Employment.Kind.MAIN,
    "штат": Employment.Kind.MAIN,
    "совместитель": Employment.Kind.INNER,
    "внутреннее совместительство": Employment.Kind.INNER,
    "внешнее совместительство": Employment.Kind.OUTER,
}
_LEVELS = {
    "среднее специальное": Education.Level.VOCATIONAL,
    "спо": Education.Level.VOCATIONAL,
    "во": Education.Level.HIGHER,
    "среднее": Education.Level.GENERAL,
    "общее среднее": Education.Level.GENERAL,
}
_RATE = re.compile(r"\d+(?:[.,]\d+)?")


def _year_or_day(value: CellValue, lookup: Any) -> str:
    """Read a day or a year, and give it as text: JSON keeps the preview."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else words(value)
    try:
        found = parse_year_or_day(text.split(" 00:00")[0])
    except ValidationError as error:
        raise CellError(error.messages[0]) from None
    return str(found) if found else ""


def _rate(value: CellValue, lookup: Any) -> str:
    text = words(value)
    if not text:
        return "1"
    if isinstance(value, bool) or not _RATE.fullmatch(text):
        raise CellError(f"«{text}» — не ставка. Напишите число, например 0,75.")
    return str(Decimal(text.replace(",", ".")))


def _kind(value: CellValue, lookup: Any) -> str:
    return cells.choice(value, Employment.Kind.choices, _KINDS) or Employment.Kind.MAIN


def _level(value: CellValue, lookup: Any) -> str:
    return cells.choice(value, Education.Level.choices, _LEVELS)


def _is_library(value: CellValue, lookup: Any) -> bool | None:
    """Read whether the schooling is a librarian's; an empty cell says nothing."""
    return cells.flag(value, lookup) if words(value) else None


def _library(value: CellValue, lookup: Any) -> int | None:
    name = words(value)
    found = lookup.libraries(name)
    return cells.one(
        name,
        found,
        "библиотеки «{}» нет среди Ваших действующих. Напишите название как в реестре или код.",
        "библиотек с названием «{}» несколько. Напишите код библиотеки.",
    )


def _of_person(name: str) -> Writer:
    return lambda work: str(getattr(work.employee, name) or "")


def _name_part(place: int) -> Writer:
    """Write a part of the name; of work that has ended, of the name of then."""
    names = ("last_name", "first_name", "patronymic")
    return lambda work: (
        [*work.name_then.split(" ", 2), "", ""][place]
        if work.name_then
        else getattr(work.employee, names[place])
    )


COLUMNS = (
    ImportColumn("last_name", "Фамилия", cells.text, _name_part(0), (), True, "Осинина", 20),
    ImportColumn("first_name", "Имя", cells.text, _name_part(1), (), True, "Мария", 16),
    ImportColumn("patronymic", "Отчество", cells.text, _name_part(2), (), False, "Ивановна", 18),
    ImportColumn(
        "born",
        "Дата или год рождения",
        _year_or_day,
        _of_person("born"),
        ("Год рождения", "Дата рождения"),
        example="12.03.1985",
        width=14,
    ),
    ImportColumn(
        "library_id",
        "Библиотека",
        _library,
        lambda work: work.library.code,
        ("Код библиотеки", "Филиал", "Место работы"),
        True,
        "05-001",
        30,
    ),
    ImportColumn(
        "post", "Должность", cells.text, lambda work: work.post, (), True, "библиотекарь", 28
    ),
    ImportColumn(
        "rate", "Ставка", _rate, lambda work: float(work.rate), (), example="0,75", width=9
    ),
    ImportColumn(
        "kind",
        "Вид работы",
        _kind,
        lambda work: work.get_kind_display(),
        ("Совместительство",),
        example="основная работа",
        width=24,
    ),
    ImportColumn(
        "since",
        "Работает с",
        cells.day,
        lambda work: work.since,
        ("Дата приёма", "Принята", "Принят"),
        example="01.09.2015",
        width=13,
    ),
    ImportColumn(
        "until",
        "Последний день",
        cells.day,
        lambda work: work.until,
        ("Дата увольнения", "Уволена", "Уволен"),
        width=13,
    ),
    ImportColumn(
        "level",
        "Образование",
        _level,
        lambda work: dict(Education.Level.choices).get(work.level, ""),
        ("Уровень образования",),
        example="высшее",
        width=26,
    ),
    ImportColumn(
        "is_library",
        "Библиотечное",
        _is_library,
        lambda work: "да" if work.is_skilled else "нет",
        ("Библиотечное образование",),
        example="да",
        width=14,
    ),
    ImportColumn(
        "works_since",
        "Трудовой стаж с",
        _year_or_day,
        _of_person("works_since"),
        ("Общий стаж с",),
        example="2007",
        width=14,
    ),
    ImportColumn(
        "in_libraries_since",
        "В библиотеках с",
        _year_or_day,
        _of_person("in_libraries_since"),
        ("Стаж в библиотеках с", "В библиотеке с"),
        example="2010",
        width=14,
    ),
)
PERSON = ("last_name", "first_name", "patronymic", "born", "works_since", "in_libraries_since")
WORK = ("library_id", "post", "rate", "kind", "since", "until")
SCHOOL = ("level", "is_library")


def name_key_of(values: dict[str, Any]) -> str:
    """Return the name of a row as `Employee.name_key` holds it."""
    return normalise(" ".join(values.get(name) or "" for name in PERSON[:3]))
