"""What people have learnt from a workbook: whose it is, what is known, every fault named."""

import datetime
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from common.imports.actions import (
    ImportNotRightError,
    ImportOutdatedError,
    answer_import,
    confirm_import,
    read_import,
)
from common.uploads import UploadError
from common.year_or_day import parse_year_or_day
from staff.actions.erasure import erase_person
from staff.imports.trainings import TRAINING
from staff.imports.workbooks import write_training_template
from staff.models import Employee, PersonalDataAccess, StaffImport, Training
from tests.common import hostile
from tests.factories import (
    EmployeeFactory,
    LibraryFactory,
    PlannedTrainingFactory,
    TrainingFactory,
)

HEADINGS = [
    "Фамилия", "Имя", "Отчество", "Год рождения", "Библиотека", "Чему обучена", "Вид",
    "Где, кем проведено", "Начало", "Окончание", "Часов", "Документ", "Номер документа",
    "Дата документа",
]  # fmt: skip
GOOD = {
    "Фамилия": "Осинина", "Имя": "Мария", "Отчество": "Ивановна", "Год рождения": 1985,
    "Библиотека": "Зелёная сельская библиотека", "Чему обучена": "Библиотечное краеведение",
    "Вид": "КПК", "Окончание": "06.03.2026", "Часов": 36, "Номер документа": "УД-15",
}  # fmt: skip
DAY = datetime.date(2026, 3, 6)


def row(**changes) -> list:
    told = GOOD | {name.replace("_", " "): value for name, value in changes.items()}
    return [told.get(heading) for heading in HEADINGS]


@pytest.fixture
def person(library) -> Employee:
    return EmployeeFactory(library=library, last_name="Осинина", born=parse_year_or_day("1985"))


@pytest.fixture
def read(librarian, library):
    def make(*rows: list) -> StaffImport:
        data = hostile.workbook(HEADINGS, *rows, title="Обучение")
        return read_import(TRAINING, data, "обучение.xlsx", librarian)

    return make


def statuses(found: StaffImport) -> list[str]:
    return [each["status"] for each in found.rows]


def faults(found: StaffImport) -> list[tuple[str, str, str]]:
    return [
        (error["place"], error["column"], error["message"])
        for each in found.rows_of("refused")
        for error in each["errors"]
    ]


def test_training_is_shown_first_and_recorded_after_confirming(
    read, librarian, person, organisation
):
    planned = PlannedTrainingFactory(organisation=organisation, employee=person)
    found = read(row())
    assert statuses(found) == ["added"]
    assert not Training.objects.exists()
    confirm_import(TRAINING, found.pk, librarian)
    training = Training.objects.get()
    assert (training.employee, training.title) == (person, "Библиотечное краеведение")
    assert (training.kind, training.ends_on, training.hours) == ("upgrade", DAY, 36)
    assert (training.document_kind, training.document_number) == ("certificate", "УД-15")
    assert training.source == Training.Source.IMPORT
    assert training.planned == planned, "as when it is written by hand"
    assert "обучение.xlsx" in training.history.get().history_change_reason


@pytest.mark.parametrize(
    ("number", "title"), [("УД-15", "Краеведение"), ("", "БИБЛИОТЕЧНОЕ  краеведение")]
)
def test_record_known_by_number_or_by_title_and_day_is_changed_not_doubled(
    read, librarian, person, number, title
):
    TrainingFactory(employee=person, document_number=number, title=title, ends_on=DAY, hours=18)
    found = read(row())
    labels = {each["label"]: each["after"] for each in found.rows[0]["changes"]}
    assert labels["Часов"] == "36"
    confirm_import(TRAINING, found.pk, librarian)
    assert Training.objects.get().hours == 36
    assert statuses(read(row())) == ["unchanged"]
    assert statuses(read(row(Номер_документа="№ УД-15"))) == ["unchanged"]


def test_empty_cell_wipes_nothing(read, librarian, person):
    confirm_import(TRAINING, read(row()).pk, librarian)
    assert statuses(read(row(Часов=None, Номер_документа=None))) == ["unchanged"]


def test_same_title_of_another_day_is_another_training(read, librarian, person):
    TrainingFactory(employee=person, title=GOOD["Чему обучена"], ends_on="2021-03-05")
    assert statuses(read(row())) == ["added"]


@pytest.mark.parametrize("changes", [{"Год_рождения": None}, {"Год_рождения": 1986}, {"branch": 1}])
def test_doubtful_person_is_asked_about_once_for_all_her_rows(
    read, librarian, person, organisation, changes
):
    branch = LibraryFactory(organisation=organisation, name="Ольховская библиотека")
    told = {"Библиотека": branch.name} if "branch" in changes else changes
    found = read(row(**told), row(**told, Чему_обучена="Каталоги", Номер_документа=None))
    assert statuses(found) == ["doubtful", "doubtful"]
    with pytest.raises(ImportNotRightError):
        confirm_import(TRAINING, found.pk, librarian)
    work = person.employments.get()
    answered = answer_import(TRAINING, found.pk, librarian, {"2": str(work.pk)})
    assert statuses(answered) == ["added", "added"]
    confirm_import(TRAINING, found.pk, librarian)
    assert person.trainings.count() == 2


def test_skipped_row_is_left_out_and_a_new_person_is_never_made(client_of, read, librarian, person):
    found = read(row(Год_рождения=None))
    page = client_of(librarian).get(reverse("staff:training-import-preview", args=[found.pk]))
    text = page.content.decode()
    assert "записать ей" in text
    assert 'value="new"' not in text
    assert statuses(answer_import(TRAINING, found.pk, librarian, {"2": "new"})) == ["doubtful"]
    assert statuses(answer_import(TRAINING, found.pk, librarian, {"2": "skip"})) == ["skipped"]


def test_people_of_others_and_people_who_left_are_unknown(read, library, foreign_library):
    born = parse_year_or_day("1985")
    EmployeeFactory(library=foreign_library, last_name="Осинина", born=born)
    EmployeeFactory(library=library, last_name="Ушедшая", born=born, until="2024-12-31")
    found = faults(read(row(), row(Фамилия="Ушедшая")))
    assert [place for place, _column, _message in found] == [
        "Лист «Обучение», ячейка A2", "Лист «Обучение», ячейка A3",
    ]  # fmt: skip
    assert all("запишите в «Кадрах»" in message for _place, _column, message in found)


FAULTS = [
    ("Фамилия", None, "не заполнено поле"),
    ("Фамилия", "Незнакомая", "такого имени"),
    ("Год рождения", "195", "Непонятно"),
    ("Библиотека", "Незнакомая", "нет среди Ваших действующих"),
    ("Чему обучена", None, "не заполнено поле"),
    ("Чему обучена", "Х" * 301, "а помещается 300"),
    ("Вид", "самообразование", "нет в перечне"),
    ("Вид", None, "не заполнено поле"),
    ("Начало", "весной", "не дата"),
    ("Начало", "07.03.2026", "раньше начала"),
    ("Окончание", None, "не заполнено поле"),
    ("Окончание", "06.03.0026", "Проверьте год"),
    ("Часов", "много", "не целое число"),
    ("Часов", 0, "Не меньше 1"),
    ("Часов", 12, "не меньше 16 часов"),
    ("Документ", "грамота", "нет в перечне"),
    ("Документ", "нет", "Номер есть, а документ не выбран"),
    ("Дата документа", "31.02.2026", "не дата"),
]


def test_every_kind_of_fault_is_told_by_its_cell_and_nothing_is_written(read, person, librarian):
    rows = [
        row(Номер_документа=f"№ {number}", Чему_обучена=f"Курс {number}")
        for number in range(len(FAULTS) + 1)
    ]
    for number, (heading, value, _message) in enumerate(FAULTS):
        rows[number][HEADINGS.index(heading)] = value
    found = read(*rows)
    by_place = {place: (column, message) for place, column, message in faults(found)}
    for number, (heading, _value, message) in enumerate(FAULTS):
        # «Окончание раньше начала» stands by the end, where the pair is put right.
        told = "Окончание" if message == "раньше начала" else heading
        letter = chr(ord("A") + HEADINGS.index(told))
        place = f"Лист «Обучение», ячейка {letter}{number + 2}"
        assert place in by_place, (heading, message)
        assert message.lower() in by_place[place][1].lower()
    assert statuses(found).count("added") == 1
    with pytest.raises(ImportNotRightError):
        confirm_import(TRAINING, found.pk, librarian)
    assert not Training.objects.exists()


def test_same_training_twice_in_a_file_is_refused(read, person):
    found = faults(read(row(), row(Номер_документа="УД-16")))
    assert [message for _place, _column, message in found] == [
        "Это обучение повторяется в строках 2, 3. Оставьте одну."
    ] * 2


def test_record_changed_after_the_preview_is_not_written(read, librarian, person):
    known = TrainingFactory(employee=person, document_number="УД-15", hours=18)
    found = read(row())
    Training.objects.filter(pk=known.pk).update(version=2)
    with pytest.raises(ImportOutdatedError):
        confirm_import(TRAINING, found.pk, librarian)
    assert Training.objects.get().hours == 18


@pytest.mark.parametrize("is_known", [True, False])
def test_person_who_left_after_the_preview_is_not_written(read, librarian, person, is_known):
    if is_known:
        TrainingFactory(employee=person, document_number="УД-15", hours=18)
    found = read(row())
    person.employments.update(until=datetime.date(2024, 12, 31))
    with pytest.raises(ImportOutdatedError, match="больше нет"):
        confirm_import(TRAINING, found.pk, librarian)


def test_list_of_people_is_not_taken_for_learning(librarian, library):
    data = hostile.workbook(HEADINGS[:5], row()[:5])
    with pytest.raises(UploadError, match="Чему обучена"):
        read_import(TRAINING, data, "кадры.xlsx", librarian)


def test_list_goes_out_and_comes_back_unchanged(client_of, librarian, person, foreign_library):
    TrainingFactory(employee=person, title="=1+1", document_number="УД-15")
    foreign = EmployeeFactory(library=foreign_library, last_name="Чужая")
    TrainingFactory(employee=foreign)
    url = reverse("staff:training-export")
    response = client_of(librarian).get(url, {"q": "Осинина"})
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert {cell.value: cell.data_type for cell in sheet["F"]}["=1+1"] == "s"
    assert [cell.value for cell in sheet["A"]] == ["Фамилия", "Осинина"]
    what = PersonalDataAccess.objects.get().what
    assert what == "Выгрузка обучения: поиск — Осинина", "erasing finds the name"
    found = read_import(TRAINING, response.content, "обучение.xlsx", librarian)
    assert statuses(found) == ["unchanged"]


def test_people_who_left_or_were_forgotten_do_not_stop_the_list_from_coming_back(
    client_of, head, library
):
    born = parse_year_or_day("1985")
    left, forgotten = (
        EmployeeFactory(library=library, last_name=name, born=born, until="2024-12-31")
        for name in ("Ушедшая", "Забытая")
    )
    for person in (left, forgotten):
        TrainingFactory(employee=person, document_number=f"УД-{person.pk}", hours=36)
    erase_person(forgotten.pk, forgotten.full_name, "приказ № 5", head)
    data = client_of(head).get(reverse("staff:training-export")).content
    found = read_import(TRAINING, data, "обучение.xlsx", head)
    assert statuses(found) == ["unchanged", "unchanged"], faults(found)
    book = load_workbook(io.BytesIO(data))
    for cell in book.active["K"][1:]:
        cell.value = 40
    changed = io.BytesIO()
    book.save(changed)
    refused = read_import(TRAINING, changed.getvalue(), "обучение.xlsx", head)
    assert statuses(refused) == ["refused", "refused"]


def test_template_with_its_example_is_a_table_of_the_importer(librarian, library):
    book = load_workbook(io.BytesIO(write_training_template()))
    headings = [cell.value for cell in book["Обучение"][1]]
    assert {"Фамилия", "Чему обучена", "Окончание"} <= set(headings)
    example = [cell.value for cell in book["Пример"][2]]
    found = read_import(TRAINING, hostile.workbook(headings, example), "пример.xlsx", librarian)
    columns = {column for _place, column, _message in faults(found)}
    assert columns <= {"Фамилия", "Библиотека"}, "only the made-up person and library are unknown"
