"""The list of people from a workbook: matched, asked about, refused with every fault named."""

import datetime
import io
import time
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import User
from common.imports.actions import (
    ImportNotRightError,
    ImportOutdatedError,
    answer_import,
    cancel_import,
    confirm_import,
    read_import,
)
from common.imports.records import WAITS
from common.roles import Role
from common.year_or_day import parse_year_or_day
from libraries.models import Library
from staff import actions
from staff.imports.employees import STAFF
from staff.imports.workbooks import write_staff_template
from staff.models import Employee, Employment, PersonalDataAccess, StaffImport
from tests.common import hostile
from tests.factories import EmployeeFactory, LibraryFactory

HEADINGS = [
    "Фамилия", "Имя", "Отчество", "Год рождения", "Библиотека", "Должность", "Ставка",
    "Вид работы", "Работает с", "Последний день", "Образование", "Библиотечное",
    "Трудовой стаж с", "В библиотеках с",
]  # fmt: skip
GOOD = {
    "Фамилия": "Осинина", "Имя": "Мария", "Отчество": "Ивановна", "Год рождения": 1985,
    "Библиотека": "Зелёная сельская библиотека", "Должность": "библиотекарь",
    "Образование": "высшее",
}  # fmt: skip


def row(**changes) -> list:
    told = GOOD | {name.replace("_", " "): value for name, value in changes.items()}
    return [told.get(heading) for heading in HEADINGS]


@pytest.fixture
def read(librarian, library):
    def make(*rows: list) -> StaffImport:
        data = hostile.workbook(HEADINGS, *rows, title="Кадры")
        return read_import(STAFF, data, "кадры.xlsx", librarian)

    return make


@pytest.fixture
def known(library):
    born = parse_year_or_day("1985")
    return EmployeeFactory(library=library, last_name="Осинина", born=born)


def statuses(found: StaffImport) -> list[str]:
    return [each["status"] for each in found.rows]


def told(found: StaffImport) -> list[tuple[str, str, str]]:
    return [
        (error["place"], error["column"], error["message"])
        for each in found.rows_of("refused")
        for error in each["errors"]
    ]


def test_new_person_is_shown_first_and_hired_after_confirming(read, librarian, library):
    found = read(row(Ставка="0,75", Библиотечное="да", Работает_с="01.09.2015"))
    assert statuses(found) == ["added"]
    assert not Employee.objects.exists()
    confirm_import(STAFF, found.pk, librarian)
    person = Employee.objects.get()
    work, school = person.employments.get(), person.educations.get()
    assert (str(person), person.birth_year) == ("Осинина Мария Ивановна", 1985)
    assert (work.library, work.rate, work.since) == (
        library, Decimal("0.75"), datetime.date(2015, 9, 1),
    )  # fmt: skip
    assert (school.level, school.is_library) == ("higher", True)
    assert "кадры.xlsx" in person.history.get().history_change_reason


def test_same_name_year_and_library_change_the_person(read, known, librarian):
    found = read(row(Должность="директор", Год_рождения="12.03.1985"))
    changes = [(each["label"], each["after"]) for each in found.rows[0]["changes"]]
    assert changes == [("Дата или год рождения", "12.03.1985"), ("Должность", "директор")]
    confirm_import(STAFF, found.pk, librarian)
    work = Employment.objects.get()
    assert (work.post, work.post_group) == ("директор", "head")
    assert str(work.employee.born) == "12.03.1985"


def test_same_row_again_changes_nothing(read, known):
    assert statuses(read(row())) == ["unchanged"]


def test_empty_cell_wipes_nothing(read, known, librarian):
    found = read(row(Год_рождения=1985, Отчество="Ивановна", Образование=None))
    assert statuses(found) == ["unchanged"]


def test_bare_year_does_not_wipe_the_known_day(read, known):
    Employee.objects.filter(pk=known.pk).update(born=parse_year_or_day("12.03.1985"))
    assert statuses(read(row(Год_рождения=1985))) == ["unchanged"]


@pytest.mark.parametrize("column", [["Библиотечное"], []])
def test_schooling_of_a_librarian_stays_when_the_file_is_silent_of_it(
    librarian, library, known, column
):
    known.educations.update(is_library=True)
    headings = ["Фамилия", "Имя", "Отчество", "Год рождения", "Библиотека", "Должность"]
    told = [GOOD[heading] for heading in headings[:-1]]
    data = hostile.workbook(
        [*headings, "Образование", *column], [*told, "директор", "высшее", *[None for _ in column]]
    )
    found = read_import(STAFF, data, "кадры.xlsx", librarian)
    assert [each["label"] for each in found.rows[0]["changes"]] == ["Должность"]
    confirm_import(STAFF, found.pk, librarian)
    assert known.educations.get().is_library


@pytest.mark.parametrize("year", [None, 1986, 1983])
def test_unknown_or_near_year_is_asked_about(read, known, librarian, year):
    found = read(row(Год_рождения=year, Должность="директор"))
    assert statuses(found) == ["doubtful"]
    with pytest.raises(ImportNotRightError):
        confirm_import(STAFF, found.pk, librarian)
    candidate = found.rows[0]["candidates"][0]
    assert "1985" in candidate["label"]
    answered = answer_import(STAFF, found.pk, librarian, {"2": str(candidate["pk"])})
    assert statuses(answered) == ["changed"]
    confirm_import(STAFF, found.pk, librarian)
    assert Employee.objects.count() == 1


def test_far_year_is_a_namesake(read, known):
    assert statuses(read(row(Год_рождения=1995))) == ["added"]


@pytest.mark.parametrize(
    ("kind", "works", "open_works"), [("основная", 2, 1), ("совместитель", 2, 2)]
)
def test_other_library_is_asked_about_and_becomes_transfer_or_part_time(
    read, known, librarian, organisation, kind, works, open_works
):
    branch = LibraryFactory(organisation=organisation, name="Ольховская библиотека", code="77-1")
    found = read(row(Библиотека="77-1", Вид_работы=kind, Работает_с="01.09.2026"))
    assert "в другой библиотеке" in found.rows[0]["question"]
    answer_import(STAFF, found.pk, librarian, {"2": str(known.employments.get().pk)})
    confirm_import(STAFF, found.pk, librarian)
    assert known.employments.count() == works
    assert known.employments.filter(until=None).count() == open_works
    assert known.employments.filter(library=branch).exists()


def test_answers_new_and_skip_are_heeded(read, known, librarian):
    found = read(row(Год_рождения=None))
    assert statuses(answer_import(STAFF, found.pk, librarian, {"2": "skip"})) == ["skipped"]
    assert statuses(answer_import(STAFF, found.pk, librarian, {"2": "new"})) == ["added"]


def test_people_of_others_are_neither_matched_nor_shown(read, foreign_library):
    EmployeeFactory(library=foreign_library, last_name="Осинина", born=parse_year_or_day("1985"))
    assert statuses(read(row())) == ["added"]


def test_row_that_moved_on_after_the_preview_is_not_written(read, known, librarian):
    found = read(row(Должность="директор"), row(Фамилия="Новая"))
    work = known.employments.get()
    actions.change_employment(work.pk, {"post": "методист"}, version=1, by=librarian)
    with pytest.raises(ImportOutdatedError):
        confirm_import(STAFF, found.pk, librarian)
    assert Employee.objects.count() == 1
    assert StaffImport.objects.get().state == StaffImport.State.WAITING


FAULTS = [
    ("Фамилия", None, "не заполнено поле"),
    ("Имя", None, "не заполнено поле"),
    ("Фамилия", "Х" * 101, "а помещается 100"),
    ("Год рождения", "195", "Непонятно"),
    ("Год рождения", "31.02.1985", "Такого дня нет"),
    ("Год рождения", 1700, "Проверьте год"),
    ("Библиотека", "Незнакомая", "нет среди Ваших действующих"),
    ("Библиотека", "Лесная библиотека", "нет среди Ваших действующих"),
    ("Библиотека", "Закрытая библиотека", "нет среди Ваших действующих"),
    ("Библиотека", "Двойная библиотека", "несколько"),
    ("Библиотека", None, "не заполнено поле"),
    ("Должность", None, "не заполнено поле"),
    ("Ставка", "целая", "не ставка"),
    ("Ставка", 3, "Не больше 2"),
    ("Ставка", 0, "Не меньше 0"),
    ("Вид работы", "временно", "нет в перечне"),
    ("Работает с", "осенью", "не дата"),
    ("Работает с", "01.09.0215", "Проверьте год"),
    ("Последний день", "01.01.2000", "раньше первого"),
    ("Образование", "среднее техническое с отличием", "нет в перечне"),
    ("Библиотечное", "частично", "напишите «да» или «нет»"),
    ("Трудовой стаж с", 1990, "раньше 14 лет"),
    ("В библиотеках с", "давно", "Непонятно"),
    ("В библиотеках с", 2005, "раньше, чем начался трудовой стаж"),
]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"Год_рождения": 2030}, "сотруднику меньше 14 лет"),
        ({"Работает_с": "01.09.1990"}, "начало работы раньше 14 лет"),
    ],
)
def test_impossible_ages_are_refused(read, wrong, message):
    assert message in str(told(read(row(**wrong))))


def test_thousand_rows_with_every_kind_of_fault_are_told_in_time(
    read, organisation, foreign_library, librarian
):
    closed = datetime.date(2020, 1, 1)
    LibraryFactory(organisation=organisation, name="Закрытая библиотека", closed_on=closed)
    for _each in range(2):
        LibraryFactory(organisation=organisation, name="Двойная библиотека")
    rows = [row(Фамилия=f"Иванова{number}", Работает_с="01.09.2015", Трудовой_стаж_с=2007)
            for number in range(1_000)]  # fmt: skip
    for number, (heading, value, _message) in enumerate(FAULTS):
        rows[number * 40][HEADINGS.index(heading)] = value
    started = time.process_time()
    found = read(*rows)
    took = time.process_time() - started
    assert len(FAULTS) >= 20
    by_place = {place: (column, message) for place, column, message in told(found)}
    for number, (heading, _value, message) in enumerate(FAULTS):
        letter = chr(ord("A") + HEADINGS.index(heading))
        place = f"Лист «Кадры», ячейка {letter}{number * 40 + 2}"
        assert place in by_place, (heading, message)
        assert message.lower() in by_place[place][1].lower()
    assert statuses(found).count("added") == 1_000 - len(FAULTS)
    with pytest.raises(ImportNotRightError):
        confirm_import(STAFF, found.pk, librarian)
    assert not Employee.objects.exists()
    assert took < 12, "of the processor's own time, so that a busy machine does not fail it"


def test_rows_are_refused_together(read, organisation):
    LibraryFactory(organisation=organisation, name="Ольховская библиотека")
    twice = told(read(row(), row()))
    assert [message for _place, _column, message in twice] == [
        "Этот человек здесь повторяется в строках 2, 3. Оставьте одну."
    ] * 2
    mains = told(read(row(), row(Библиотека="Ольховская библиотека")))
    assert all("Укажите совместительство" in message for _place, _column, message in mains)


def test_transfer_without_a_day_is_refused(read, known, librarian, organisation):
    LibraryFactory(organisation=organisation, name="Ольховская библиотека")
    found = read(row(Библиотека="Ольховская библиотека"))
    answered = answer_import(STAFF, found.pk, librarian, {"2": str(known.employments.get().pk)})
    assert told(answered)[0][1:] == (
        "Работает с", "это перевод: напишите, с какого дня она на новом месте.",
    )  # fmt: skip


def test_transfer_with_the_day_of_the_former_work_is_refused(read, known, librarian, organisation):
    """Lists that are downloaded bring that day: whoever changes the library alone is told."""
    LibraryFactory(organisation=organisation, name="Новая")
    Employment.objects.update(since=datetime.date(2015, 9, 1))
    found = read(row(Библиотека="Новая", Работает_с="01.09.2015"))
    work = Employment.objects.get()
    answered = answer_import(STAFF, found.pk, librarian, {"2": str(work.pk)})
    (fault,) = told(answered)
    assert fault[1] == "Работает с"
    assert "на прежнем месте она с 01.09.2015: напишите, с какого дня" in fault[2]


def test_list_goes_out_and_comes_back_unchanged(client_of, librarian, library, known):
    EmployeeFactory(library=library, last_name="=1+1", rate="0.5", kind="outer")
    client = client_of(librarian)
    response = client.get(reverse("staff:employee-export"))
    sheet = load_workbook(io.BytesIO(response.content)).active
    names = {cell.value: cell.data_type for cell in sheet["A"]}
    assert names["=1+1"] == "s", "a name is never a formula"
    assert "Выгрузка" in PersonalDataAccess.objects.get().what
    found = read_import(STAFF, response.content, "кадры.xlsx", librarian)
    assert set(statuses(found)) <= {"unchanged", "doubtful"}


def test_template_is_a_table_of_the_importer(librarian, library):
    book = load_workbook(io.BytesIO(write_staff_template()))
    assert [cell.value for cell in book["Кадры"][1]][:3] == ["Фамилия", "Имя", "Отчество"]


def test_export_takes_the_same_few_queries(
    client_of, librarian, library, django_assert_max_num_queries
):
    for _number in range(3):
        EmployeeFactory(library=library)
    client = client_of(librarian)
    with django_assert_max_num_queries(12):
        client.get(reverse("staff:employee-export"))


def test_row_whose_library_or_person_has_left_the_scope_is_not_written(
    read, known, librarian, foreign_library
):
    changed = read(row(Должность="главный библиотекарь"))
    added = read(row(Фамилия="Новикова"))
    Library.objects.exclude(pk=foreign_library.pk).update(organisation=foreign_library.organisation)
    for found in (changed, added):
        with pytest.raises(ImportOutdatedError, match="больше нет"):
            confirm_import(STAFF, found.pk, librarian)
    assert Employee.objects.count() == 1


def test_preview_of_people_is_put_on_record(client_of, read, librarian):
    found = read(row())
    PersonalDataAccess.objects.all().delete()
    client_of(librarian).get(reverse("staff:import-preview", args=[found.pk]))
    assert PersonalDataAccess.objects.get().user == librarian


def end_by_confirming(found: StaffImport, owner) -> None:
    confirm_import(STAFF, found.pk, owner)


def end_by_cancelling(found: StaffImport, owner) -> None:
    cancel_import(STAFF, found.pk, owner)


def end_by_waiting(found: StaffImport, owner) -> None:
    StaffImport.objects.update(created_at=timezone.now() - WAITS - datetime.timedelta(minutes=1))
    call_command("forget_imports")


@pytest.mark.parametrize(
    ("end", "state", "told"),
    [
        (end_by_confirming, "saved", "больше не хранит"),
        (end_by_cancelling, "undone", "Ничего не записано"),
        (end_by_waiting, "lapsed", "ответа не было неделю"),
    ],
)
def test_rows_of_people_are_forgotten_when_the_import_ends(
    client_of, read, librarian, end, state, told
):
    found = read(row(), row(Фамилия="Петрова", Должность="директор"))
    client = client_of(librarian)
    url = reverse("staff:import-preview", args=[found.pk])
    assert "Осинина" in client.get(url).content.decode()
    end(found, librarian)
    found.refresh_from_db()
    assert (found.state, found.rows, found.source, found.answers) == (state, [], {}, {})
    assert found.counts == {"added": 2}
    page = client.get(url).content.decode()
    assert told in page
    assert "Осинина" not in page


def test_stale_import_is_neither_shown_nor_written(client_of, read, librarian):
    found = read(row())
    StaffImport.objects.update(created_at=timezone.now() - WAITS - datetime.timedelta(minutes=1))
    with pytest.raises(ImportOutdatedError, match="дольше недели"):
        confirm_import(STAFF, found.pk, librarian)
    page = client_of(librarian).get(reverse("staff:import-preview", args=[found.pk]))
    assert "Осинина" not in page.content.decode()
    assert StaffImport.objects.get().rows == []
    assert not Employee.objects.exists()


@pytest.mark.parametrize("move", ["organisation", "role"])
def test_import_stays_behind_when_its_owner_moves(
    client_of, read, librarian, foreign_library, move
):
    """Its rows are people of the former place; of the head's, people of the whole region."""
    if move == "role":
        User.objects.filter(pk=librarian.pk).update(role=Role.HEAD)
        librarian.refresh_from_db()
    found = read(row())
    client, url = client_of(librarian), reverse("staff:import-preview", args=[found.pk])
    assert "Осинина" in client.get(url).content.decode()
    place = {"role": Role.LIBRARIAN, "organisation": foreign_library.organisation}
    User.objects.filter(pk=librarian.pk).update(**{move: place[move]})
    librarian.refresh_from_db()
    assert client.get(url).status_code == 404
    assert "кадры.xlsx" not in client.get(reverse("staff:import")).content.decode()
    with pytest.raises(StaffImport.DoesNotExist):
        confirm_import(STAFF, found.pk, librarian)
    assert not cancel_import(STAFF, found.pk, librarian)
