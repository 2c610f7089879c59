"""What of all the work waits for each person on her home page: how many, which, where to."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from common.imports.records import WAITS
from common.waiting import SHOWN
from libraries.actions.passports import return_passport
from libraries.models import MonitoringAdvice, PassportRequest, RegistryImport
from staff.models import Course, Registration
from tests.factories import (
    CourseFactory,
    EmployeeFactory,
    EmploymentFactory,
    LibraryFactory,
    PracticeFactory,
)
from tests.libraries.examination_cast import make_examination, make_school
from tests.libraries.model_cast import make_application, make_model_library, make_monitoring
from tests.libraries.passports import confirmed, proposed
from tests.queries import assert_same_queries

HOME = "/"


def piles_of(client_of, user) -> dict[str, list[tuple[str, str]]]:
    """Return by title with its number what the home page lists: names and what is said of them."""
    page = client_of(user).get(HOME)
    html = page.content.decode()
    for pile in page.context["piles"]:
        assert f"{pile.kind.title}: {pile.number}</h3>" in html
        for row in pile.rows:
            assert f'<a href="{row.url}">' in html
    return {
        f"{pile.kind.title}: {pile.number}": [(row.name, row.about or "") for row in pile.rows]
        for pile in page.context["piles"]
    }


@pytest.fixture
def waits_for_department(librarian, library, methodist):
    today = timezone.localdate()
    proposed(library, librarian, seats=7)
    make_application(library, "submitted", submitted_at=timezone.now())
    make_examination(make_school(library.organisation), "concluded")
    make_model_library(name="Давно не были", organisation=library.organisation)
    PracticeFactory(title="Уроки на ступенях", library=library, state="proposed")
    past = {"starts_on": today - dt.timedelta(days=9), "ends_on": today - dt.timedelta(days=2)}
    CourseFactory(name="Курс прошёл", organiser="Областная библиотека", **past)
    RegistryImport.objects.create(owner=methodist, kind="libraries", file_name="сеть.xlsx")


def test_methodist_sees_all_that_waits_for_the_department(
    client_of, methodist, library, waits_for_department
):
    organisation = str(library.organisation)
    assert piles_of(client_of, methodist) == {
        "Паспорта ждут подтверждения: 1": [(library.name, organisation)],
        "Заявки модельных библиотек на проверку: 1": [
            (library.name, f"программа 0, {timezone.localdate().year}")
        ],
        "Экспертиза школьных библиотек: следующий шаг: 1": [
            ("Библиотека школы № 1", "записать решение комиссии")
        ],
        "Модельные библиотеки, где год не было мониторинга: 1": [("Давно не были", organisation)],
        "Загрузки таблиц не закончены: 1": [("сеть.xlsx", "")],
        "Практики ждут публикации: 1": [("Уроки на ступенях", library.name)],
        "Курсы прошли: отметьте, кто был: 1": [("Курс прошёл", "Областная библиотека")],
    }


def test_what_is_done_or_anothers_does_not_wait(
    client_of, head, methodist, library, waits_for_department
):
    RegistryImport.objects.update(created_at=timezone.now() - WAITS)
    assert "Загрузки таблиц не закончены: 1" not in piles_of(client_of, methodist)
    RegistryImport.objects.update(created_at=timezone.now())
    assert "Загрузки таблиц не закончены: 1" not in piles_of(client_of, head), "another's table"
    passed = "Курсы прошли: отметьте, кто был: 1"
    assert passed in piles_of(client_of, head)
    Course.objects.update(state=Course.State.HELD)
    assert passed not in piles_of(client_of, head)


def test_librarian_sees_all_that_waits_for_her_and_nothing_of_the_neighbour(
    client_of, librarian, methodist, library, foreign_library, organisation
):
    today = timezone.localdate()
    draft = proposed(library, librarian, seats=7)
    return_passport(draft, remark="Проверьте число мест", version=draft.version, by=methodist)
    old = LibraryFactory(organisation=organisation, name="Давний паспорт")
    confirmed(old, days_ago=400)
    letter = PassportRequest.objects.create(
        organisation=organisation, year=today.year, recipients="a@b.ru", sent_at=timezone.now()
    )
    letter.libraries.add(old)
    visited = make_model_library(name="Модельная", organisation=organisation)
    confirmed(visited)
    MonitoringAdvice.objects.create(
        monitoring=make_monitoring(visited, methodist), text="Повесить вывеску", due_on=today
    )
    PracticeFactory(title="Игротека", library=library, state="returned", remark="Добавьте итоги")
    person = EmploymentFactory(library=library).employee
    soon = {"starts_on": today + dt.timedelta(days=3), "ends_on": today + dt.timedelta(days=5)}
    course = CourseFactory(name="Курс впереди", **soon)
    second = EmployeeFactory(library=library)
    for employee, state in ((person, "registered"), (second, "waiting")):
        Registration.objects.create(
            course=course,
            employee=employee,
            state=state,
            queued_at=timezone.now(),
            registered_by=librarian,
        )
    make_application(library, "returned")
    PracticeFactory(title="Чужая", library=foreign_library, state="returned")
    confirmed(foreign_library, days_ago=400)
    assert piles_of(client_of, librarian) == {
        "Паспорта вернули с замечанием: 1": [(library.name, "Проверьте число мест")],
        "Паспорта старше года: проверьте и отправьте: 1": [("Давний паспорт", "просили обновить")],
        "Заявки на модельную библиотеку: дописать или исправить: 1": [
            (library.name, f"программа 0, {today.year}")
        ],
        "Рекомендации после мониторинга: 1": [("Повесить вывеску", "Модельная")],
        "Практики вернули с замечанием: 1": [("Игротека", "Добавьте итоги")],
        "Ваши сотрудники записаны на курсы: 1": [
            ("Курс впереди", "записано: 1, в листе ожидания: 1")
        ],
    }


def test_long_pile_is_short_on_the_page_and_leads_to_the_list_narrowed_to_it(
    client_of, librarian, methodist
):
    for number in range(SHOWN + 2):
        proposed(LibraryFactory(name=f"Библиотека {number}"), librarian, seats=7)
    client = client_of(methodist)
    page = client.get(HOME).content.decode()
    assert f"Паспорта ждут подтверждения: {SHOWN + 2}</h3>" in page
    assert page.count("/passport/review/") == SHOWN
    (link,) = re.findall(r'href="(/libraries/passports/[^"]*)"[^>]*>Показать все', page)
    assert client.get(link).content.decode().count("/passport/review/") == SHOWN + 2


@pytest.mark.parametrize("person", ["librarian", "methodist", "head"])
def test_piles_take_the_same_queries_for_any_number_of_rows(
    person, request, client_of, librarian, organisation
):
    def make_row():
        library = LibraryFactory(organisation=organisation)
        proposed(library, librarian, seats=7)
        PracticeFactory(library=library, state="proposed")
        confirmed(LibraryFactory(organisation=organisation), days_ago=400)

    assert_same_queries(client_of(request.getfixturevalue(person)), HOME, make_row, at_most=15)


def test_librarian_opens_from_her_pile_the_passports_of_her_libraries_only(
    client_of, librarian, organisation, foreign_library
):
    own = LibraryFactory(organisation=organisation)
    client = client_of(librarian)
    (pile,) = client.get(HOME).context["piles"]
    page = client.get(pile.kind.all_of_them).content.decode()
    assert f'href="/libraries/{own.pk}/passport/edit/"' in page
    assert foreign_library.name not in page
