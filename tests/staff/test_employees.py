import datetime
import io
import re
from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from common.russian import format_day
from common.year_or_day import parse_year_or_day
from staff import actions
from staff.models import Employee, Employment, PersonalDataAccess
from staff.queries import list_employments, totals, working
from tests.factories import EmployeeFactory, EmploymentFactory
from tests.queries import assert_same_queries

LIST = reverse("staff:employee-list")
HIRE = reverse("staff:employee-create")
TODAY = timezone.localdate()


def names(response) -> list[str]:
    return [row.record.employee.last_name for row in response.context["table"].rows]


@pytest.fixture
def people(library, foreign_library):
    return [
        EmployeeFactory(library=library, last_name="Ёлкина", is_library=True, rate="0.5"),
        EmployeeFactory(library=library, last_name="Ершова", education="general"),
        EmployeeFactory(library=library, last_name="Ушедшая", until=datetime.date(2024, 1, 1)),
        EmployeeFactory(library=foreign_library, last_name="Чужая"),
    ]


def test_librarian_sees_the_people_of_her_organisation_only(client_of, librarian, people):
    assert names(client_of(librarian).get(LIST)) == ["Ёлкина", "Ершова"]


def test_methodist_sees_the_whole_region(client_of, methodist, people):
    assert names(client_of(methodist).get(LIST)) == ["Ёлкина", "Ершова", "Чужая"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "елкина"}, ["Ёлкина"]),
        ({"education": "general"}, ["Ершова"]),
        ({"profile": "yes"}, ["Ёлкина"]),
        ({"state": "left"}, ["Ушедшая"]),
    ],
)
def test_filters_narrow_the_list(client_of, methodist, people, query, found):
    assert names(client_of(methodist).get(LIST, query)) == found


@pytest.fixture
def ended(library) -> Employee:
    """Born in 1989, at work from 2015 to 1 January 2024, long before today."""
    born, since = parse_year_or_day("15.06.1989"), datetime.date(2015, 9, 1)
    return EmployeeFactory(
        library=library,
        last_name="Ушедшая",
        born=born,
        in_libraries_since=parse_year_or_day("01.09.2010"),
        since=since,
        until=datetime.date(2024, 1, 1),
    )


def cells(response) -> dict[str, str]:
    (row,) = response.context["table"].rows
    return {name: row.get_cell(name) for name in ("age", "experience", "state")}


def test_list_of_a_day_counts_states_ages_and_experience_for_it(client_of, librarian, ended):
    client = client_of(librarian)
    assert names(client.get(LIST)) == []
    page = client.get(LIST, {"on": "2019-06-14"})
    assert cells(page) == {"age": "29", "experience": "8", "state": ""}
    assert f"Кадры на {format_day(datetime.date(2019, 6, 14))}" in page.content.decode()
    assert names(client.get(LIST, {"on": "2019-06-14", "age": "young"})) == ["Ушедшая"]
    assert names(client.get(LIST, {"on": "2019-06-15", "age": "young"})) == []
    assert names(client.get(LIST, {"on": "2014-06-15", "state": "coming"})) == ["Ушедшая"]
    assert "на дату — 14.06.2019" in PersonalDataAccess.objects.all()[3].what


def test_day_after_the_last_one_tells_of_the_last_one(client_of, librarian, ended):
    page = client_of(librarian).get(LIST, {"on": "2025-06-14", "state": "left"})
    assert cells(page) == {"age": "34", "experience": "13", "state": "работала по 01.01.2024"}


def test_what_is_no_day_is_told(client_of, librarian, people):
    page = client_of(librarian).get(LIST, {"on": "31.02.2020"})
    assert "Введите дату, например" in page.content.decode()
    assert names(page) == []


def test_workbook_and_api_are_of_the_same_day(client_of, librarian, ended):
    client = client_of(librarian)
    answer = client.get(reverse("staff:employee-export"), {"on": "2019-06-14"})
    assert "14.06.2019" in unquote(answer["Content-Disposition"])
    (row,) = load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=2, values_only=True)
    assert row[0] == "Ушедшая"
    told = client.get("/api/employments/", {"on": "2019-06-14"}).json()
    assert [each["name"] for each in told["results"]] == ["Ушедшая Мария Ивановна"]


def test_filter_offers_the_librarian_nothing_of_others(
    client_of, librarian, people, foreign_library
):
    response = client_of(librarian).get(LIST, {"library": foreign_library.pk})
    assert names(response) == []
    assert foreign_library.name not in response.content.decode()


def test_totals_count_heads_rates_and_schooling(people, library):
    EmploymentFactory(employee=people[0], library=library, kind="inner", rate="0.25")
    works = list_employments(working(Employment.objects.all(), TODAY), TODAY)
    found = totals(works)
    assert (found.people, found.rates) == (3, Decimal("2.75")), "two works are one person"
    assert (found.higher, found.library_educated) == (2, 1)
    assert found.library_educated_percent == Decimal("33.3")
    assert totals(works.none()).library_educated_percent is None


def test_totals_follow_the_filter(client_of, methodist, people):
    page = client_of(methodist).get(LIST, {"profile": "yes"}).content.decode()
    assert "1 (100,0 %)" in page


def test_every_look_at_people_is_recorded(client_of, librarian, people):
    client = client_of(librarian)
    client.get(LIST, {"q": "елкина"})
    client.get(people[0].get_absolute_url())
    looks = PersonalDataAccess.objects.order_by("pk")
    assert [(look.user, look.employee) for look in looks] == [
        (librarian, None),
        (librarian, people[0]),
    ]
    assert "поиск — елкина" in looks[0].what


def test_librarian_hires_to_her_libraries_only(client_of, librarian, typed, foreign_library):
    client = client_of(librarian)
    page = client.post(HIRE, typed | {"library": foreign_library.name}).content.decode()
    assert "не найдено" in page
    assert not Employee.objects.exists()
    client.post(HIRE, typed)
    added = Employee.objects.get()
    work = added.employments.get()
    assert (str(added.born), added.history.get().history_user) == ("12.03.1985", librarian)
    assert (work.rate, work.post_group) == (Decimal("0.75"), "methodist")
    assert added.educations.get().level == "higher"


def test_days_and_rates_are_typed_as_people_write_them(client_of, librarian, typed):
    """The words of a day reach every form of days; the rate takes its comma in any browser."""
    page = client_of(librarian).get(HIRE).content.decode()
    assert page.count("12 мая 1968 или только год") == 4
    assert '<input type="text" name="rate"' in page
    words = {"born": "12 мая 1968", "since": "3 февраля 2020 г.", "rate": "0,5", "finished": "1990"}
    client_of(librarian).post(HIRE, typed | words)
    person = Employee.objects.get()
    work = person.employments.get()
    assert str(person.born) == "12.05.1968"
    assert (work.since, work.rate) == (datetime.date(2020, 2, 3), Decimal("0.5"))


def test_two_people_at_one_card_lose_no_word(client_of, librarian, methodist, people):
    person = people[0]
    actions.change_employee(person.pk, {"first_name": "Алла"}, version=1, by=methodist)
    client = client_of(librarian)
    form = {
        "version": 1,
        "last_name": "Сосновская",
        "first_name": person.first_name,
        "patronymic": person.patronymic,
        "born": "1985",
        "work_break": "0",
        "library_break": "0",
    }
    url = reverse("staff:employee-edit", args=[person.pk])
    response = client.post(url, form)
    assert "изменено на «Алла», учтено в форме" in response.content.decode()
    merged = response.context["form"]
    again = {name: merged[name].value() or "" for name in merged.fields}
    client.post(url, again)
    person.refresh_from_db()
    assert (person.last_name, person.first_name) == ("Сосновская", "Алла")
    assert person.birth_year == 1985


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"born": "2000", "in_libraries_since": "2005"}, "раньше 14 лет"),
        ({"works_since": "2020", "in_libraries_since": "2010"}, "раньше, чем начался"),
        ({"born": "195"}, "Непонятно: «195»"),
        ({"born": "31.02.1985"}, "Такого дня нет"),
        ({"in_libraries_since": "0985"}, "Проверьте год"),
        ({"since": "0025-01-01"}, "Проверьте год"),
        ({"rate": "3"}, "Не больше 2"),
        ({"born": "2030"}, "сотруднику меньше 14 лет"),
        ({"finished": "1950"}, "диплом раньше 14 лет"),
        ({"finished": "2090"}, "2090 ещё не наступил"),
        ({"in_libraries_since": "2090"}, "2090 ещё не наступил"),
        ({"since": "1990-01-01"}, "начало работы раньше 14 лет"),
    ],
)
def test_what_cannot_be_is_refused_and_named(client_of, methodist, typed, wrong, message):
    response = client_of(methodist).post(HIRE, typed | wrong)
    assert message in response.content.decode()
    assert not Employee.objects.exists()


def test_all_that_is_wrong_is_told_in_one_round(client_of, methodist, typed):
    wrong = {
        "last_name": "",
        "born": "2030",
        "finished": "2090",
        "rate": "3",
        "since": "0025-01-01",
    }
    response = client_of(methodist).post(HIRE, typed | wrong)
    assert set(response.context["form"].errors) == set(wrong)


def test_who_is_still_to_come_is_not_said_to_have_worked(client_of, librarian, typed):
    day = TODAY.replace(day=1) + datetime.timedelta(days=400)
    client = client_of(librarian)
    page = client.post(HIRE, typed | {"since": day.isoformat()}, follow=True).content.decode()
    assert "приступит" in page
    assert format_day(day) in page
    assert "работала раньше" not in page
    listed = client.get(LIST, {"state": "coming"}).content.decode()
    assert f"приступит {day:%d.%m.%Y}" in listed


@pytest.fixture
def twin(foreign_library):
    born = parse_year_or_day("12.03.1985")
    names = {"last_name": "Петрова", "first_name": "Анна", "patronymic": ""}
    return EmployeeFactory(library=foreign_library, born=born, **names)


def test_librarian_learns_of_a_foreign_person_only_that_she_works(
    client_of, librarian, typed, twin, foreign_library
):
    client = client_of(librarian)
    page = client.post(HIRE, typed).content.decode()
    assert "уже работает в библиотеках области" in page
    for secret in (foreign_library.name, twin.get_absolute_url(), "Лесная"):
        assert secret not in page
    assert PersonalDataAccess.objects.get(employee=twin).user == librarian
    assert Employee.objects.count() == 1
    client.post(HIRE, typed | {"is_namesake": "on"})
    added = Employee.objects.latest("pk")
    assert Employee.objects.count() == 2
    assert "Другой человек" in added.history.get().history_change_reason


@pytest.mark.parametrize("born", ["13.03.1985", "1986", ""])
def test_another_birth_tells_nothing_of_foreign_people(client_of, librarian, typed, twin, born):
    client_of(librarian).post(HIRE, typed | {"born": born})
    assert Employee.objects.count() == 2
    assert not PersonalDataAccess.objects.filter(employee=twin).exists()


@pytest.mark.parametrize("born", ["12.03.1985", "1986", ""])
def test_methodist_sees_who_it_is_and_where(client_of, methodist, typed, twin, born):
    page = client_of(methodist).post(HIRE, typed | {"born": born}).content.decode()
    assert twin.get_absolute_url() in page
    assert "Лесная библиотека" in page
    assert Employee.objects.count() == 1
    twin.employments.update(until=datetime.date(2024, 1, 1))
    client_of(methodist).post(HIRE, typed | {"born": born})
    assert Employee.objects.count() == 2


def test_list_asks_the_same_few_questions_for_any_number(client_of, methodist, library):
    assert_same_queries(client_of(methodist), LIST, EmployeeFactory, at_most=12)


def test_public_page_of_a_library_names_none_of_its_people(client, library, people):
    assert "Ёлкина" not in client.get(library.get_absolute_url()).content.decode()


def test_form_marks_what_may_stay_empty(client_of, methodist):
    page = client_of(methodist).get(HIRE).content.decode()
    optional = re.findall(r">([^<]+) <span class=\"form-text\">\(необязательно\)", page)
    assert "Отчество" in optional
    assert "Фамилия" not in optional


def test_card_asks_the_same_few_questions_for_any_number(client_of, librarian, library, employee):
    def work() -> None:
        EmploymentFactory(employee=employee, library=library, kind="inner")

    client = client_of(librarian)
    assert_same_queries(client, employee.get_absolute_url(), work, at_most=15)
