import datetime
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from common.imports.actions import (
    ImportNotRightError,
    ImportOutdatedError,
    confirm_import,
    read_import,
)
from common.uploads import UploadError
from libraries import actions
from libraries.imports.libraries import LIBRARIES, write_libraries, write_library_template
from libraries.models import Library, RegistryImport, Territory
from libraries.queries import list_libraries
from tests.common import hostile
from tests.factories import LibraryFactory, OrganisationFactory, TerritoryFactory

HEADINGS = ["Код", "Название", "Учреждение", "Территория", "Вид", "Тип населённого пункта"]
HEADINGS += ["Населённый пункт"]


@pytest.fixture
def new_row(organisation, municipality) -> list:
    place = [organisation.name, municipality.name]
    return ["0900", "Новая библиотека", *place, "сельская", "село", "с. Новое"]


@pytest.fixture
def read(methodist):
    def make(*rows: list) -> RegistryImport:
        data = hostile.workbook(*rows, title="Библиотеки")
        return read_import(LIBRARIES, data, "список.xlsx", methodist)

    return make


def messages(found: RegistryImport) -> list[tuple[str, str]]:
    return [(e["place"], e["message"]) for row in found.rows_of("refused") for e in row["errors"]]


def test_new_library_is_shown_first_and_written_after_confirming(read, new_row, methodist):
    found = read(HEADINGS, new_row)
    assert [row["shown"][0] for row in found.rows_of("added")] == ["0900"]
    assert not Library.objects.exists()

    confirm_import(LIBRARIES, found.pk, methodist)
    library = Library.objects.get()
    assert (library.code, library.kind, library.settlement) == ("0900", "rural", "rural")
    assert library.history.get().history_user == methodist
    assert "список.xlsx" in library.history.get().history_change_reason


def test_headings_and_values_are_forgiven_case_letters_spaces_and_order(
    read, organisation, municipality
):
    found = read(
        ["Реестр библиотек района"],
        [
            "наименование",
            " КОД ",
            "тип  населенного пункта*",
            "ОКТМО",
            "цбс",
            "ВИД",
            "населенный пункт",
        ],
        [
            "Новая",
            "0900",
            "Город",
            municipality.oktmo,
            "мбук березовская цбс",
            "Городская библиотека",
            "Светлый",
        ],
    )
    values = found.rows_of("added")[0]["values"]
    assert values["organisation_id"] == organisation.pk
    assert values["territory_id"] == municipality.pk
    assert (values["kind"], values["settlement"]) == ("city", "city")


def test_changes_are_shown_field_by_field_and_equal_rows_are_left_alone(read, library, methodist):
    same = LibraryFactory(code="0555", name="Прежняя")
    found = read(
        ["Код", "Название", "Телефон", "Филиал МФЦ", "Открыта"],
        [library.code, library.name, "55-01-23", "ДА", "01.09.1955"],
        [same.code, "Прежняя", None, "нет", None],
    )
    [changed] = found.rows_of("changed")
    assert [(c["label"], c["before"], c["after"]) for c in changed["changes"]] == [
        ("Телефон", "пусто", "55-01-23"),
        ("Открыта", "пусто", "01.09.1955"),
        ("Филиал МФЦ", "нет", "да"),
    ]
    assert [row["label"] for row in found.rows_of("unchanged")] == ["0555 Прежняя"]

    confirm_import(LIBRARIES, found.pk, methodist)
    library.refresh_from_db()
    assert (library.phone, library.opened_on) == ("55-01-23", datetime.date(1955, 9, 1))
    assert library.version == 2
    same.refresh_from_db()
    assert same.version == 1


def test_bad_cells_are_refused_with_their_places(read, new_row):
    bad = ["0901", "Плохая", "Нет такой ЦБС", "Нигде", "лесная", "село", None]
    found = read([*HEADINGS, "Телефон", "Открыта"], new_row, [*bad, "звоните", "весной"])
    assert [row["shown"][0] for row in found.rows_of("added")] == ["0900"]
    told = dict(messages(found))
    assert "«Нет такой ЦБС» нет в реестре" in told["Лист «Библиотеки», ячейка C3"]
    assert "код ОКТМО" in told["Лист «Библиотеки», ячейка D3"]
    assert "Можно: центральная" in told["Лист «Библиотеки», ячейка E3"]
    assert "не заполнено" in told["Лист «Библиотеки», ячейка G3"]
    assert "Телефон пишется цифрами" in told["Лист «Библиотеки», ячейка H3"]
    assert "не дата" in told["Лист «Библиотеки», ячейка I3"]
    assert len(told) == 6


def test_values_that_the_registry_forbids_are_refused_by_cell(read, new_row):
    found = read(
        [*HEADINGS, "Телефон", "Открыта", "Закрыта"],
        [*new_row, "звоните", "01.01.2020", "01.01.2019"],
    )
    told = dict(messages(found))
    assert "Телефон пишется цифрами" in told["Лист «Библиотеки», ячейка H2"]
    assert "закрыта раньше" in told["Лист «Библиотеки», ячейка J2"]


def test_code_repeated_in_the_file_refuses_both_rows(read, new_row):
    found = read(HEADINGS, new_row, new_row)
    assert [place for place, _ in messages(found)] == [
        "Лист «Библиотеки», ячейка A2",
        "Лист «Библиотеки», ячейка A3",
    ]
    assert "повторяется в строках 2, 3" in messages(found)[0][1]
    assert found.rows_of("added") == []


def test_same_library_under_another_code_is_pointed_out(read, library):
    row = ["0999", library.name.upper(), library.organisation.name, library.territory.name]
    found = read(HEADINGS, [*row, "сельская", "село", "Зелёное"])
    assert library.code in found.rows_of("added")[0]["note"]


def test_territory_of_two_with_one_name_is_asked_by_its_code(read, new_row, municipality):
    TerritoryFactory(name=municipality.name)
    assert "Напишите код ОКТМО" in messages(read(HEADINGS, new_row))[0][1]


def test_formula_without_a_result_is_refused(read, library):
    found = read(["Код", "Название"], [library.code, "=A2"])
    assert "формула без результата" in messages(found)[0][1]


def test_number_in_place_of_a_code_finds_its_zeros(read, library):
    Library.objects.filter(pk=library.pk).update(code="0042")
    found = read(["Код", "Название"], [42, "Другое имя"])
    assert found.rows_of("changed")[0]["label"].startswith("0042 ")


def test_unknown_columns_are_named_and_passed_over(read, library):
    found = read(["Код", "Название", "Любимый цвет"], [library.code, library.name, "синий"])
    assert found.unknown_columns == ["Любимый цвет"]
    assert len(found.rows_of("unchanged")) == 1


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["Имя", "Цвет"], ["a", "b"]], "не найдена строка заголовков"),
        ([["Код", "Название"]], "нет ни одной строки"),
        ([["Код", "Название", "Наименование"], ["1", "a", "b"]], "повторяет другой"),
    ],
)
def test_file_without_the_table_is_refused_with_advice(read, rows, message):
    with pytest.raises(UploadError, match=message):
        read(*rows)


def test_row_changed_after_the_preview_stops_the_whole_import(
    read, library, methodist, head, new_row
):
    found = read(HEADINGS, new_row, [library.code, "Имя из файла", *new_row[2:]])
    actions.change_library(library.pk, {"phone": "2-15-11"}, version=1, by=head)
    with pytest.raises(ImportOutdatedError) as caught:
        confirm_import(LIBRARIES, found.pk, methodist)
    [message] = caught.value.messages
    assert "Строка 3" in message
    assert "Заведующая" in message
    assert not Library.objects.filter(code="0900").exists()
    found.refresh_from_db()
    assert found.state == "waiting"


def test_code_taken_after_the_preview_stops_the_import(read, new_row, methodist):
    found = read(HEADINGS, new_row)
    LibraryFactory(code="0900")
    with pytest.raises(ImportOutdatedError, match="0900"):
        confirm_import(LIBRARIES, found.pk, methodist)


def test_nothing_is_written_while_one_cell_is_wrong(client_of, read, new_row, methodist, library):
    good = [library.code, "Имя из файла", *new_row[2:], None]
    found = read([*HEADINGS, "Телефон"], [*new_row, "звоните"], good)
    with pytest.raises(ImportNotRightError):
        confirm_import(LIBRARIES, found.pk, methodist)
    client = client_of(methodist)
    page = client.get(reverse("libraries:import-preview", args=[found.pk])).content.decode()
    assert "Записать" not in page
    assert "Исправьте 1\xa0ячейку" in page
    client.post(reverse("libraries:import-confirm", args=[found.pk]))
    library.refresh_from_db()
    assert library.version == 1
    assert not Library.objects.filter(code="0900").exists()


def test_outdated_file_is_compared_again_and_then_written(
    client_of, methodist, head, read, library
):
    found = read(["Код", "Название"], [library.code, "Имя из файла"])
    actions.change_library(library.pk, {"phone": "2-15-11"}, version=1, by=head)
    client = client_of(methodist)
    page = client.post(reverse("libraries:import-confirm", args=[found.pk])).content.decode()
    assert "Сравнить файл с порталом заново" in page
    client.post(reverse("libraries:import-answer", args=[found.pk]))
    client.post(reverse("libraries:import-confirm", args=[found.pk]))
    library.refresh_from_db()
    assert (library.name, library.phone) == ("Имя из файла", "2-15-11")


def test_table_of_text_is_read_like_a_workbook(library, methodist):
    data = f"Код;Название\n{library.code};Имя из CSV\n".encode("cp1251")
    found = read_import(LIBRARIES, data, "список.csv", methodist)
    assert found.rows_of("changed")[0]["changes"][0]["after"] == "Имя из CSV"


def test_import_is_written_once(read, new_row, methodist):
    found = read(HEADINGS, new_row)
    confirm_import(LIBRARIES, found.pk, methodist)
    with pytest.raises(ImportOutdatedError, match="уже завершена"):
        confirm_import(LIBRARIES, found.pk, methodist)


def test_exported_list_comes_back_without_a_single_change(library, foreign_library, methodist):
    Library.objects.filter(pk=library.pk).update(
        opened_on=datetime.date(1955, 9, 1), model_year=2021, has_mfc=True, phone="55-01-23"
    )
    foreign_library.successor = library
    foreign_library.closed_on = datetime.date(2024, 5, 31)
    foreign_library.save()
    data = write_libraries(list_libraries())
    found = read_import(LIBRARIES, data, "список.xlsx", methodist)
    assert [row["status"] for row in found.rows] == ["unchanged", "unchanged"]


def test_name_that_looks_like_a_formula_stays_text(library):
    Library.objects.filter(pk=library.pk).update(name='=HYPERLINK("http://example.ru")')
    data = write_libraries(list_libraries())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert load_workbook(io.BytesIO(data)).active["B2"].value.startswith("=HYPERLINK")


def test_template_can_be_filled_in_and_its_example_is_not_imported(methodist, organisation):
    book = load_workbook(io.BytesIO(write_library_template()))
    assert book.sheetnames == ["Библиотеки", "Пример", "Справочник"]
    territory = Territory.objects.first()
    row = ["0900", "Новая", organisation.name, territory.name, "детская", "город", "Светлый"]
    book["Библиотеки"].append(row)
    found = read_import(LIBRARIES, hostile.saved(book), "шаблон.xlsx", methodist)
    assert [row["label"] for row in found.rows] == ["0900 Новая"]
    assert [row["status"] for row in found.rows] == ["added"]


def test_methodist_walks_from_file_to_registry(client_of, methodist, new_row):
    client = client_of(methodist)
    file = SimpleUploadedFile("список.xlsx", hostile.workbook(HEADINGS, new_row))
    response = client.post(reverse("libraries:import"), {"file": file})
    page = client.get(response.headers["Location"]).content.decode()
    assert "Записать 1\xa0библиотеку" in page
    pk = RegistryImport.objects.get().pk
    client.post(reverse("libraries:import-confirm", args=[pk]))
    assert Library.objects.get().name == "Новая библиотека"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (hostile.bomb(100), "при распаковке"),
        (b"just text", "не найдена строка заголовков"),
        (b"%PDF-1.7", "не таблица"),
        (b"PK\x03\x04", "повреждён"),
    ],
)
def test_hostile_file_gets_a_clear_message_and_changes_nothing(client_of, methodist, data, message):
    file = SimpleUploadedFile("список.xlsx", data)
    response = client_of(methodist).post(reverse("libraries:import"), {"file": file})
    assert message in response.content.decode()
    assert not RegistryImport.objects.exists()


def test_export_follows_the_filter(client, library, foreign_library):
    response = client.get(reverse("libraries:library-export"), {"q": "лесная"})
    rows = list(load_workbook(io.BytesIO(response.content)).active.values)
    assert [row[1] for row in rows] == ["Название", "Лесная библиотека"]


@pytest.mark.parametrize("number", [1, 3])
def test_export_asks_one_question_of_the_database(
    db, client, number, django_assert_max_num_queries
):
    LibraryFactory.create_batch(number)
    with django_assert_max_num_queries(1):
        client.get(reverse("libraries:library-export"))


def test_organisation_is_found_by_another_spelling(read, new_row, municipality):
    OrganisationFactory(name="МБУК «Лесная ЦБС»", aliases="Лесная система\nЛЦБС")
    new_row[2] = "лцбс"
    assert read(HEADINGS, new_row).rows_of("refused") == []


def test_second_click_on_confirm_tells_that_the_file_is_written(
    client_of, methodist, read, new_row
):
    url = reverse("libraries:import-confirm", args=[read(HEADINGS, new_row).pk])
    client = client_of(methodist)
    client.post(url)
    page = client.post(url, follow=True).content.decode()
    assert "Ничего не записано" not in page
    assert "уже загружен, второй раз не записан" in page


def test_written_import_is_never_called_cancelled(client_of, methodist, read, new_row):
    found = confirm_import(LIBRARIES, read(HEADINGS, new_row).pk, methodist)
    url = reverse("libraries:import-cancel", args=[found.pk])
    page = client_of(methodist).post(url, follow=True).content.decode()
    assert "ничего не изменилось" not in page
    assert "отменить его нельзя" in page
    found.refresh_from_db()
    assert found.state == RegistryImport.State.SAVED


def test_list_of_uploads_tells_what_each_waits_for(client_of, read, new_row, methodist):
    wrong, right = ["" if place == 1 else cell for place, cell in enumerate(new_row)], new_row
    read(HEADINGS, wrong)
    read(HEADINGS, right)
    page = client_of(methodist).get(reverse("libraries:import")).content.decode()
    own = page.partition("Ваши последние загрузки")[2]
    assert "есть ошибки, исправьте файл и загрузите снова" in own
    assert own.count("ждёт подтверждения") == 1
