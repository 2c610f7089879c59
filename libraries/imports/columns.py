"""The columns of the registry's spreadsheet: how each is named, read and written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from common.spreadsheets import CellValue
from libraries.imports import cells
from libraries.imports.lookup import Lookup
from libraries.models import Library

Reader = Callable[[CellValue, Lookup], Any]
Writer = Callable[[Library], CellValue]


@dataclass(frozen=True)
class RegistryColumn:
    """A column: `field` is the attribute of Library it holds, keys by their `_id`."""

    field: str
    heading: str
    read: Reader
    write: Writer
    other_headings: tuple[str, ...] = ()
    is_required: bool = False
    example: str = ""
    width: int = 18


def _attribute(name: str) -> Writer:
    return lambda library: getattr(library, name)


def _display(name: str) -> Writer:
    return lambda library: getattr(library, f"get_{name}_display")()


def _yes_no(name: str) -> Writer:
    return lambda library: "да" if getattr(library, name) else "нет"


def _text(
    field: str, heading: str, *others: str, example: str = "", width: int = 18
) -> RegistryColumn:
    return RegistryColumn(
        field, heading, cells.text, _attribute(field), others, example=example, width=width
    )


def _flag(field: str, heading: str, *others: str) -> RegistryColumn:
    return RegistryColumn(field, heading, cells.flag, _yes_no(field), others, example="нет")


COLUMNS = (
    RegistryColumn(
        "code", "Код", cells.code, _attribute("code"), ("Код библиотеки",), True, "0457", 10
    ),
    RegistryColumn(
        "name",
        "Название",
        cells.text,
        _attribute("name"),
        ("Наименование", "Название библиотеки", "Библиотека"),
        True,
        "Зоринская сельская библиотека",
        44,
    ),
    RegistryColumn(
        "organisation_id",
        "Учреждение",
        cells.organisation,
        lambda library: library.organisation.name,
        ("Юридическое лицо", "ЦБС"),
        True,
        "МБУК «Берёзовская ЦБС»",
        44,
    ),
    RegistryColumn(
        "territory_id",
        "Территория",
        cells.territory,
        lambda library: library.territory.name,
        ("ОКТМО", "Муниципалитет", "Район", "Муниципальное образование"),
        True,
        "Берёзовский район",
        30,
    ),
    RegistryColumn(
        "kind", "Вид", cells.kind, _display("kind"), ("Вид библиотеки",), True, "сельская", 16
    ),
    RegistryColumn(
        "settlement",
        "Тип населённого пункта",
        cells.settlement,
        _display("settlement"),
        (),
        True,
        "сельский населённый пункт",
        26,
    ),
    RegistryColumn(
        "locality",
        "Населённый пункт",
        cells.text,
        _attribute("locality"),
        (),
        True,
        "с. Зорино",
        24,
    ),
    _text("address", "Адрес", example="ул. Школьная, 5", width=36),
    _text("phone", "Телефон", example="+7 (4812) 55-01-23", width=22),
    _text("email", "Электронная почта", "E-mail", "Почта", example="zorino@example.ru", width=26),
    _text("website", "Сайт", example="https://zorino.example.ru", width=28),
    _text("hours", "Часы работы", "Режим работы", example="вт–сб 10:00–18:00", width=26),
    RegistryColumn(
        "opened_on",
        "Открыта",
        cells.day,
        _attribute("opened_on"),
        ("Дата открытия",),
        example="01.09.1955",
        width=12,
    ),
    RegistryColumn(
        "closed_on", "Закрыта", cells.day, _attribute("closed_on"), ("Дата закрытия",), width=12
    ),
    RegistryColumn(
        "successor_id",
        "Правопреемник",
        cells.successor,
        lambda library: library.successor.code if library.successor else None,
        ("Код правопреемника",),
        width=16,
    ),
    _flag("has_mfc", "Филиал МФЦ", "МФЦ"),
    _flag("has_legal_centre", "Центр правовой информации", "ЦПИ"),
    RegistryColumn(
        "model_year",
        "Модельная с года",
        cells.year,
        _attribute("model_year"),
        ("Модельная", "Год модернизации"),
        example="2021",
        width=12,
    ),
    _text("model_programme", "Программа модернизации", example="нацпроект «Культура»", width=28),
)
