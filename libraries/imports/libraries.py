"""The table of libraries: its columns, what a file of it would change, its workbooks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from common.imports import cells as plain
from common.imports.columns import (
    ImportColumn,
    attribute,
    display,
    flag_column,
    text_column,
)
from common.imports.importer import refuse_repeated
from common.imports.reading import ReadRow, ReadSheet
from common.imports.rows import Match, ModelImporter
from common.imports.writing import write_rows, write_template
from libraries import actions
from libraries.imports import cells
from libraries.imports.lookup import Lookup
from libraries.models import Library, Organisation, RegistryImport, Territory

COLUMNS = (
    ImportColumn(
        "code", "Код", cells.code, attribute("code"), ("Код библиотеки",), True, "0457", 10
    ),
    ImportColumn(
        "name",
        "Название",
        plain.text,
        attribute("name"),
        ("Наименование", "Название библиотеки", "Библиотека"),
        True,
        "Зоринская сельская библиотека",
        44,
    ),
    ImportColumn(
        "organisation_id",
        "Учреждение",
        cells.organisation,
        lambda library: library.organisation.name,
        ("Юридическое лицо", "ЦБС"),
        True,
        "МБУК «Берёзовская ЦБС»",
        44,
    ),
    ImportColumn(
        "territory_id",
        "Территория",
        cells.territory,
        lambda library: library.territory.name,
        ("ОКТМО", "Муниципалитет", "Район", "Муниципальное образование"),
        True,
        "Берёзовский район",
        30,
    ),
    ImportColumn(
        "kind", "Вид", cells.kind, display("kind"), ("Вид библиотеки",), True, "сельская", 16
    ),
    ImportColumn(
        "settlement",
        "Тип населённого пункта",
        cells.settlement,
        display("settlement"),
        (),
        True,
        "сельский населённый пункт",
        26,
    ),
    ImportColumn(
        "locality",
        "Населённый пункт",
        plain.text,
        attribute("locality"),
        (),
        True,
        "с. Зорино",
        24,
    ),
    text_column("address", "Адрес", example="ул. Школьная, 5", width=36),
    text_column("phone", "Телефон", example="+7 (4812) 55-01-23", width=22),
    text_column("email", "Электронная почта", "E-mail", "Почта", example="zorino@example.ru"),
    text_column("website", "Сайт", example="https://zorino.example.ru", width=28),
    text_column("hours", "Часы работы", "Режим работы", example="вт–сб 10:00–18:00", width=26),
    ImportColumn(
        "opened_on",
        "Открыта",
        plain.day,
        attribute("opened_on"),
        ("Дата открытия",),
        example="01.09.1955",
        width=12,
    ),
    ImportColumn(
        "closed_on", "Закрыта", plain.day, attribute("closed_on"), ("Дата закрытия",), width=12
    ),
    ImportColumn(
        "successor_id",
        "Правопреемник",
        cells.successor,
        lambda library: library.successor.code if library.successor else None,
        ("Код правопреемника",),
        width=16,
    ),
    flag_column("has_mfc", "Филиал МФЦ", "МФЦ"),
    flag_column("has_legal_centre", "Центр правовой информации", "ЦПИ"),
    ImportColumn(
        "model_year",
        "Модельная с года",
        plain.year,
        attribute("model_year"),
        ("Модельная", "Год модернизации"),
        example="2021",
        width=12,
    ),
    text_column("model_programme", "Программа модернизации", example="нацпроект «Культура»"),
)

_LISTS = {
    "kind": "Вид",
    "settlement": "Тип населённого пункта",
    "has_mfc": "Да или нет",
    "has_legal_centre": "Да или нет",
    "organisation_id": "Учреждение",
    "territory_id": "Территория",
}


class LibraryImporter(ModelImporter):
    """A library is known by its code."""

    kind = "libraries"
    record = RegistryImport
    model = Library
    columns = COLUMNS
    relations = ("organisation", "territory", "successor")
    expected = "со столбцами «Код» и «Название»"
    counted = "библиотеку,библиотеки,библиотек"
    shown_headings = ("Код", "Название", "Населённый пункт", "Учреждение")
    new_row_words = "библиотека новая"

    def lookup_for(self, user: Any) -> Lookup:
        return Lookup()

    def find(self, row: ReadRow, lookup: Lookup) -> Match:
        return Match(lookup.libraries.get(row.values.get("code", "")))

    def review(self, sheet: ReadSheet) -> None:
        refuse_repeated(sheet, "code", "код")

    def label(self, row: ReadRow, stored: Library | None) -> str:
        name = stored.name if stored else row.values.get("name", "")
        return f"{row.values.get('code', '')} {name}".strip()

    def shown(self, row: Library) -> list[str]:
        return [row.code, row.name, row.locality, str(row.organisation)]

    def note(self, row: Library, lookup: Lookup) -> str:
        namesake = lookup.namesake(row)
        if namesake is None:
            return ""
        return f"Похожая уже есть в реестре: {namesake.name}, код {namesake.code}."

    def create(self, values: Mapping[str, Any], by: Any, reason: str) -> Library:
        return actions.create_library(values, by, reason)

    def change(
        self, pk: int, values: Mapping[str, Any], version: int, by: Any, reason: str
    ) -> Library:
        closing = None
        if values.get("closed_on") and Library.objects.filter(pk=pk, closed_on=None).exists():
            closing = {name: values[name] for name in _CLOSING if name in values}
            values = {name: value for name, value in values.items() if name not in closing}
        library = actions.change_library(pk, values, version=version, by=by, reason=reason)
        if closing:
            _close(library, closing, by, reason)
        return library


_CLOSING = ("closed_on", "successor_id")


def _close(library: Library, values: Mapping[str, Any], by: Any, reason: str) -> None:
    """Closing is a change of the network, wherever it comes from."""
    successor = Library.objects.filter(pk=values.get("successor_id")).first()
    order = actions.Order(values["closed_on"], note=reason)
    actions.close_library(library.pk, successor, order, version=library.version, by=by)


LIBRARIES = LibraryImporter()


def write_libraries(libraries: Iterable[Library], remark: str = "") -> bytes:
    """Return a workbook with one row a library, fit to be corrected and imported again."""
    return write_rows("Библиотеки", COLUMNS, libraries, remark)


def write_library_template() -> bytes:
    """Return a workbook to fill in: headings, lists of allowed values, an example."""
    allowed: dict[str, Sequence[str]] = {
        "Вид": Library.Kind.labels,
        "Тип населённого пункта": Library.Settlement.labels,
        "Да или нет": ["да", "нет"],
        "Учреждение": list(Organisation.objects.values_list("name", flat=True)),
        "Территория": list(Territory.objects.values_list("name", flat=True)),
    }
    return write_template("Библиотеки", COLUMNS, allowed, _LISTS)
