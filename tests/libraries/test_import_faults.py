"""Tables with many kinds of fault: each told by its cell with advice, and nothing written."""

import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from common.imports.actions import (
    ImportNotRightError,
    answer_import,
    confirm_import,
    read_import,
)
from common.imports.importer import Importer
from libraries.imports.libraries import COLUMNS, LIBRARIES
from libraries.imports.organisations import ORGANISATIONS, write_organisations
from libraries.imports.population import POPULATION, write_population
from libraries.models import Library, Organisation, Population, RegistryImport
from libraries.queries import list_organisations
from tests.common import hostile
from tests.factories import LibraryFactory, OrganisationFactory, TerritoryFactory

ROWS = 1_000
LETTERS = dict(zip([column.heading for column in COLUMNS], "ABCDEFGHIJKLMNOPQRS", strict=True))
# Heading, what stands in the cell, and the advice.
FAULTS = [
    ("Код", None, "не заполнено поле «Код»"),
    ("Код", "0002", "код «0002» повторяется в строках 3, 34"),
    ("Название", None, "не заполнено поле «Название»"),
    ("Название", "Б" * 301, "а помещается 300"),
    ("Название", True, "нужен текст"),
    ("Учреждение", "МБУК «Нигде»", "нет в реестре. Исправьте название"),
    ("Учреждение", "Лесная ЦБС", "несколько. Напишите полное название"),
    ("Территория", "Дальний район", "нет в реестре. Напишите название как в списке"),
    ("Территория", "Лесной район", "несколько. Напишите код ОКТМО"),
    ("Вид", "лесная", "Можно: центральная"),
    ("Тип населённого пункта", "хутор", "Можно: город"),
    ("Населённый пункт", None, "не заполнено поле «Населённый пункт»"),
    ("Телефон", "звоните", "Телефон пишется цифрами"),
    ("Электронная почта", "почта собака", "Проверьте адрес почты"),
    ("Сайт", "на сайте ЦБС", "он начинается с http"),
    ("Открыта", "весной", "не дата. Напишите день, месяц и год"),
    ("Открыта", "01.09.0055", "Проверьте год"),
    ("Открыта", "=A1", "формула без результата"),
    ("Закрыта", "01.01.1900", "закрыта раньше, чем открыта"),
    ("Правопреемник", "9999", "нет в реестре. Исправьте код"),
    ("Филиал МФЦ", "иногда", "напишите «да» или «нет»"),
    ("Модельная с года", "скоро", "не год. Напишите четыре цифры"),
    ("Модельная с года", 1890, "Не меньше 1990"),
]
FIRST_FAULT = 33  # the line of the sheet


@pytest.fixture
def table(library) -> list[list]:
    """A thousand libraries, of which all but the last stand in the registry already."""
    organisation, territory = library.organisation, library.territory
    OrganisationFactory(name="Лесная 1", aliases="Лесная ЦБС")
    OrganisationFactory(name="Лесная 2", aliases="Лесная ЦБС")
    TerritoryFactory.create_batch(2, name="Лесной район")
    common = {"organisation": organisation, "territory": territory, "opened_on": "1955-09-01"}
    rows = [
        LibraryFactory.build(code=f"{number:04d}", name=f"Библиотека {number}", **common)
        for number in range(1, ROWS + 1)
    ]
    Library.objects.filter(pk=library.pk).update(code="x")
    Library.objects.bulk_create(rows[:-1])
    values = [[column.write(row) for column in COLUMNS] for row in rows]
    return [[column.heading for column in COLUMNS], *values]


def faults(found: RegistryImport) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for row in found.rows_of("refused"):
        for error in row["errors"]:
            told.setdefault(error["place"], []).append(error["message"])
    return told


def read(importer: Importer, rows: list, by, title: str = "Лист") -> RegistryImport:
    return read_import(importer, hostile.workbook(*rows, title=title), "таблица.xlsx", by)


def test_thousand_libraries_with_all_kinds_of_fault(table, methodist):
    assert len({message for _, _, message in FAULTS}) >= 20
    headings, bad = table[0], [list(row) for row in table]
    for line, (heading, value, _) in enumerate(FAULTS, start=FIRST_FAULT):
        bad[line - 1][headings.index(heading)] = value
    found = read(LIBRARIES, bad, methodist, "Библиотеки")
    told = faults(found)
    for line, (heading, _, message) in enumerate(FAULTS, start=FIRST_FAULT):
        place = f"Лист «Библиотеки», ячейка {LETTERS[heading]}{line}"
        assert any(message in each for each in told.pop(place)), (place, message)
    # The other half of the pair with one code is told too, and no right cell is blamed.
    assert list(told) == ["Лист «Библиотеки», ячейка A3"]
    with pytest.raises(ImportNotRightError):
        confirm_import(LIBRARIES, found.pk, methodist)
    assert Library.objects.count() == ROWS

    table[1][headings.index("Телефон")] = "55-01-23"
    mended = read(LIBRARIES, table, methodist)
    assert mended.is_right
    assert len(mended.rows_of("unchanged")) == ROWS - 2
    confirm_import(LIBRARIES, mended.pk, methodist)
    assert Library.objects.count() == ROWS + 1
    assert Library.objects.get(code="0001").phone == "55-01-23"


def test_many_faults_are_shown_by_columns_and_pages_and_given_as_a_workbook(
    client_of, table, methodist
):
    headings = table[0]
    for line in range(1, 151):
        table[line][headings.index("Телефон")] = "звоните"
    table[200][headings.index("Вид")] = "лесная"
    found = read(LIBRARIES, table, methodist)
    client = client_of(methodist)
    address = reverse("libraries:import-preview", args=[found.pk])

    def shown(**query: str) -> list[str]:
        page = client.get(address, query).content.decode()
        assert "Исправьте 151\xa0ячейку" in page
        return re.findall(r'<th scope="row">Лист «Лист», ячейка (\w+)</th>', page)

    phone, kind = LETTERS["Телефон"], LETTERS["Вид"]
    assert shown() == [f"{phone}{line}" for line in range(2, 102)]
    assert shown(page="2") == [*(f"{phone}{line}" for line in range(102, 152)), f"{kind}201"]
    assert shown(column="Вид") == [f"{kind}201"]
    assert len(shown(column="нет такого", page="пять")) == 100
    given = client.get(reverse("libraries:import-faults", args=[found.pk]))
    sheet = load_workbook(io.BytesIO(given.content)).active
    assert sheet.max_row == 152
    first = [cell.value for cell in sheet[2]]
    assert first[:4] == [f"Лист «Лист», ячейка {phone}2", 2, "Телефон", "0001 Библиотека 1"]
    assert "Телефон пишется цифрами" in first[4]
    assert {cell.data_type for cell in sheet["E"]} == {"s"}


def test_organisations_with_all_kinds_of_fault(organisation, municipality, methodist):
    Organisation.objects.filter(pk=organisation.pk).update(code="05", inn="9505039595")
    TerritoryFactory.create_batch(2, name="Лесной район")
    headings = ["Полное название", "Код", "ИНН", "ОКПО", "Вид", "Входит в", "Территория"]
    headings += ["Телефон", "Электронная почта", "Сайт", "Действует"]
    good = ["МБУК «Сосновская ЦБС»", "06", "9506047514", "04006078", "объединение", None]
    good += [municipality.oktmo, "55-01-23", "sosna@example.ru", "https://sosna.example.ru", "да"]
    kinds = [
        (0, None, "не заполнено поле «Полное название»"),
        (0, "Б" * 501, "а помещается 500"),
        (1, "код 7", "латинских букв"),
        (2, "95060", "10 или 12 цифр"),
        (3, "12", "8 цифр"),
        (4, "клуб", "Можно: централизованная"),
        (4, None, "не заполнено поле «Вид»"),
        (5, "МБУК «Нигде»", "Сначала добавьте его"),
        (6, "Дальний район", "нет в реестре"),
        (6, "Лесной район", "Напишите код ОКТМО"),
        (7, "звоните", "Телефон пишется цифрами"),
        (8, "почта", "Проверьте адрес почты"),
        (9, "сайт", "он начинается с http"),
        (10, "наверное", "напишите «да» или «нет»"),
    ]
    names = ("Дубовая", "Кедровая", "Ясеневая", "Речная", "Озёрная", "Полевая", "Горная")
    bad = []
    for number, (at, value, _) in enumerate(kinds):
        name = f"МБУК «{names[number % 7]} библиотечная система {'севера' * (number // 7 + 1)}»"
        row = [name, f"n{number}", f"77{number:08d}", *good[3:]]
        row[at] = value
        bad.append(row)
    twins = [["МБУК «Двойная»", f"t{number}", None, *good[3:]] for number in range(2)]
    found = read(ORGANISATIONS, [headings, *bad, *twins], methodist)
    told = faults(found)
    for line, (at, _, message) in enumerate(kinds, start=2):
        assert any(
            message in each for each in told[f"Лист «Лист», ячейка {'ABCDEFGHIJK'[at]}{line}"]
        )
    assert "повторяется в строках 16, 17" in told["Лист «Лист», ячейка A16"][0]
    assert len(told) == len(kinds) + 2
    before = Organisation.objects.count()
    with pytest.raises(ImportNotRightError):
        confirm_import(ORGANISATIONS, found.pk, methodist)
    assert Organisation.objects.count() == before

    mended = read(ORGANISATIONS, [headings, good], methodist)
    confirm_import(ORGANISATIONS, mended.pk, methodist)
    assert Organisation.objects.get(code="06").inn == "9506047514"


def test_doubtful_organisations_are_asked_and_written_as_answered(organisation, methodist):
    Organisation.objects.filter(pk=organisation.pk).update(inn="9505039595")
    other = OrganisationFactory(name="МБУК «Сосновская районная библиотека»")
    rows = [
        ["Полное название", "ИНН", "Вид", "Телефон"],
        [organisation.name, "7700000000", "ЦБС", "11-11-11"],
        ["МБУК «Сосновская районная библиотека» (новая)", None, "ЦБС", "22-22-22"],
        ["Совсем другое имя", "9505039595", "ЦБС", "33-33-33"],
    ]
    found = read(ORGANISATIONS, rows, methodist)
    asked = found.rows_of("doubtful")
    assert ["ИНН другой" in asked[0]["question"], "похоже" in asked[1]["question"]] == [True, True]
    assert asked[2]["candidates"] == [{"pk": organisation.pk, "label": str(organisation)}]
    with pytest.raises(ImportNotRightError):
        confirm_import(ORGANISATIONS, found.pk, methodist)
    answers = {"2": str(organisation.pk), "3": "new", "4": "skip"}
    answered = answer_import(ORGANISATIONS, found.pk, methodist, answers)
    assert answered.is_right
    confirm_import(ORGANISATIONS, found.pk, methodist)
    organisation.refresh_from_db()
    other.refresh_from_db()
    assert (organisation.inn, organisation.phone, other.phone) == ("7700000000", "11-11-11", "")
    assert Organisation.objects.filter(phone="22-22-22").exists()
    assert not Organisation.objects.filter(phone="33-33-33").exists()


def test_exported_organisations_come_back_without_a_single_change(organisation, methodist):
    part = OrganisationFactory(parent=organisation, aliases="Первая\nВторая", is_active=False)
    data = write_organisations(list_organisations(), with_directors=True)
    found = read_import(ORGANISATIONS, data, "список.xlsx", methodist)
    assert [row["status"] for row in found.rows] == ["unchanged", "unchanged"], part


def test_inhabitants_with_all_kinds_of_fault(region, municipality, methodist):
    TerritoryFactory.create_batch(2, name="Лесной район")
    code, name = municipality.oktmo, municipality.name
    rows = [
        ["Население на 1 января"],
        ["ОКТМО", "Территория", "2024 год", "2025"],
        ["00000000", None, 1, 1],
        [None, "Дальний район", 1, 1],
        [None, "Лесной район", 1, 1],
        [code, region.name, 1, 1],
        [None, None, 1, 1],
        [code, name, "много", "1,5"],
        [code, name, -5, 0],
        [code, name, "99999999999", None],
        [code, name, 900, None],
        [None, name, 950, None],
        [region.oktmo, None, "=1+1", True],
    ]
    expected = {
        "A3": "нет. Исправьте код",
        "B4": "нет в реестре",
        "B5": "несколько. Впишите код ОКТМО",
        "B6": "Исправьте одно из двух",
        "B7": "Впишите код ОКТМО или название",
        "C8": "не целое число",
        "D8": "не целое число",
        "C9": "не целое число",
        "D9": "стоит 0",
        "C10": "слишком большое",
        "C12": "уже есть в строке 11",
        "C13": "формула без результата",
        "D13": "не целое число",
    }
    found = read(POPULATION, rows, methodist)
    told = faults(found)
    for cell, message in expected.items():
        assert any(message in each for each in told.pop(f"Лист «Лист», ячейка {cell}")), cell
    assert told == {}
    with pytest.raises(ImportNotRightError):
        confirm_import(POPULATION, found.pk, methodist)
    assert not Population.objects.exists()

    mended = read(POPULATION, [rows[1], [code, name, "9 719", 9800]], methodist)
    shown = [change["after"] for change in mended.rows[0]["changes"]]
    assert shown == ["9\u202f719", "9\u202f800"]
    confirm_import(POPULATION, mended.pk, methodist)
    numbers = dict(Population.objects.values_list("year", "number"))
    assert numbers == {2024: 9719, 2025: 9800}
    again = read_import(POPULATION, write_population(), "население.xlsx", methodist)
    assert again.unknown_columns == []
    assert {row["status"] for row in again.rows} == {"unchanged"}


def test_inhabitants_in_one_column_need_their_year(municipality, methodist):
    headings = ["Территория", "Год", "Жителей"]
    name = municipality.name
    rows = [[name, None, 900], [name, "давно", 900], [name, 1890, 900]]
    told = faults(read(POPULATION, [headings, *rows], methodist))
    assert "не указан год" in told["Лист «Лист», ячейка B2"][0]
    assert "не год" in told["Лист «Лист», ячейка B3"][0]
    assert "год 1890" in told["Лист «Лист», ячейка B4"][0]
    data = f"Территория;Год;Жителей\n{name};2024;9 719\n{name};2025;9800\n".encode()
    found = read_import(POPULATION, data, "население.csv", methodist)
    confirm_import(POPULATION, found.pk, methodist)
    assert Population.objects.count() == 2
