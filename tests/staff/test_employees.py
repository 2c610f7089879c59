import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from staff import actions
from staff.models import Employee, PersonalDataAccess
from staff.queries import totals
from tests.factories import EmployeeFactory
from tests.queries import assert_same_queries

LIST = reverse("staff:employee-list")


def names(response) -> list[str]:
    return [row.record.last_name for row in response.context["table"].rows]


@pytest.fixture
def people(library, foreign_library):
    return [
        EmployeeFactory(library=library, last_name="Ёлкина", is_library_education=True, rate="0.5"),
        EmployeeFactory(library=library, last_name="Ершова", education="general"),
        EmployeeFactory(library=library, last_name="Ушедшая", left_on=datetime.date(2024, 1, 1)),
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


def test_filter_offers_the_librarian_nothing_of_others(
    client_of, librarian, people, foreign_library
):
    response = client_of(librarian).get(LIST, {"library": foreign_library.pk})
    assert names(response) == []
    assert foreign_library.name not in response.content.decode()


def test_totals_count_heads_rates_and_library_education(people):
    found = totals(Employee.objects.filter(left_on__isnull=True))
    assert (found.people, found.rates, found.library_educated) == (3, Decimal("2.5"), 1)
    assert found.library_educated_percent == Decimal("33.3")
    assert totals(Employee.objects.none()).library_educated_percent is None


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
    assert "q=" in looks[0].what


def test_librarian_adds_a_person_to_her_library_only(
    client_of, librarian, library, foreign_library
):
    form = {
        "last_name": "Петрова",
        "first_name": "Анна",
        "post": "библиотекарь",
        "rate": "0.75",
        "education": "higher",
    }
    client = client_of(librarian)
    client.post(reverse("staff:employee-create"), {**form, "library": foreign_library.pk})
    assert not Employee.objects.exists()
    client.post(reverse("staff:employee-create"), {**form, "library": library.pk})
    added = Employee.objects.get()
    assert (added.rate, added.history.get().history_user) == (Decimal("0.75"), librarian)


def test_two_people_at_one_card_lose_no_word(client_of, librarian, methodist, people):
    person = people[0]
    actions.change_employee(person.pk, {"post": "директор"}, version=1, by=methodist)
    client = client_of(librarian)
    form = {
        "version": 1,
        "last_name": "Сосновская",
        "first_name": person.first_name,
        "patronymic": person.patronymic,
        "library": person.library_id,
        "post": person.post,
        "rate": "0.5",
        "education": person.education,
        "is_library_education": "on",
    }
    url = reverse("staff:employee-edit", args=[person.pk])
    response = client.post(url, form)
    assert "изменено на «директор», учтено в форме" in response.content.decode()
    merged = response.context["form"]
    again = {name: merged[name].value() or "" for name in merged.fields}
    client.post(url, again)
    person.refresh_from_db()
    assert (person.last_name, person.post) == ("Сосновская", "директор")


@pytest.mark.parametrize(
    ("years", "message"),
    [
        ({"birth_year": "2000", "career_start_year": "2005"}, "раньше 14 лет"),
        ({"birth_year": "195"}, "больше либо равно 1900"),
        ({"career_start_year": "20055"}, "меньше либо равно 2100"),
        ({"left_on": "0025-01-01"}, "Проверьте год"),
    ],
)
def test_impossible_years_are_refused(client_of, methodist, library, years, message):
    form = {"last_name": "Петрова", "first_name": "Анна", "post": "библиотекарь", "rate": "1"}
    form |= {"education": "higher", "library": library.pk, **years}
    response = client_of(methodist).post(reverse("staff:employee-create"), form)
    assert message in response.content.decode()
    assert not Employee.objects.exists()


def test_list_asks_the_same_few_questions_for_any_number(client_of, methodist, library):
    assert_same_queries(client_of(methodist), LIST, EmployeeFactory, at_most=12)


def test_public_page_of_a_library_names_none_of_its_people(client, library, people):
    assert "Ёлкина" not in client.get(library.get_absolute_url()).content.decode()


def test_form_marks_what_may_stay_empty(client_of, methodist):
    page = client_of(methodist).get(reverse("staff:employee-create")).content.decode()
    optional = re.findall(r">([^<]+) <span class=\"form-text\">\(необязательно\)", page)
    assert "Отчество" in optional
    assert "Фамилия" not in optional
