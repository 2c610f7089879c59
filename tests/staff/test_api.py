"""The staff by API: to the same people as on the pages, and each showing is on record."""

import datetime

import pytest
from django.urls import reverse

from common.year_or_day import YearOrDay
from staff.actions import dismiss
from staff.actions.courses import register_people
from staff.models import Course, Employee, PersonalDataAccess, Registration, Training, Vacancy
from tests.battery import Case, battery
from tests.factories import (
    CourseFactory,
    EmployeeFactory,
    TrainingFactory,
    VacancyFactory,
)
from tests.queries import assert_same_queries, count_queries

JSON = "application/json"
# stranger, neighbour, librarian, methodist, head, admin
READERS = [403, 200, 200, 200, 200, 403]
OWN = [403, 404, 200, 200, 200, 403]
PREPARING = [403, 404, 404, 200, 200, 403]


@pytest.fixture
def vacancy(library) -> Vacancy:
    return VacancyFactory(library=library)


@pytest.fixture
def course(db) -> Course:
    return CourseFactory()


@pytest.fixture
def preparing(db) -> Course:
    return CourseFactory(state=Course.State.PREPARING)


@pytest.fixture
def training(employee) -> Training:
    return TrainingFactory(employee=employee)


@pytest.fixture
def learnt(employee) -> dict:
    return {"employee": employee.pk, "title": "Курс", "kind": "upgrade", "ends_on": "2026-03-06"}


@pytest.fixture
def whom(employee) -> dict:
    return {"people": [employee.pk]}


COURSE = {"pk": "@course.pk"}
test_permissions = battery(
    [
        Case("api:employment-list", READERS, needs=["employee"]),
        Case("api:employee-detail", OWN, {"pk": "@employee.pk"}),
        Case("api:vacancy-list", READERS, needs=["vacancy"]),
        Case("api:vacancy-detail", OWN, {"pk": "@vacancy.pk"}),
        Case("api:course-list", READERS, needs=["course"]),
        Case("api:course-detail", READERS, COURSE),
        Case("api:course-detail", PREPARING, {"pk": "@preparing.pk"}),
        Case("api:course-registrations", READERS, COURSE),
        Case(
            "api:course-registrations",
            [403, 400, 201, 201, 201, 403],
            COURSE,
            method="post",
            data="@whom",
            content_type=JSON,
        ),
        Case("api:training-list", READERS, needs=["training"]),
        Case("api:training-detail", OWN, {"pk": "@training.pk"}),
        Case(
            "api:training-list",
            [403, 404, 201, 201, 201, 403],
            method="post",
            data="@learnt",
            content_type=JSON,
        ),
    ]
)


def looks() -> list[tuple[str, str]]:
    rows = PersonalDataAccess.objects.order_by("pk").select_related("employee")
    return [(row.what, str(row.employee or "")) for row in rows]


def test_each_showing_of_people_is_on_record(
    client_of, librarian, employee, training, course, learnt, whom
):
    client = client_of(librarian)
    client.get(reverse("api:employment-list"), {"q": "осинина"})
    client.get(reverse("api:employee-detail", args=[employee.pk]))
    client.get(reverse("api:training-list"))
    client.get(reverse("api:training-detail", args=[training.pk]))
    client.post(reverse("api:training-list"), learnt, content_type=JSON)
    client.post(reverse("api:course-registrations", args=[course.pk]), whom, content_type=JSON)
    name = employee.full_name
    assert looks() == [
        ("Список сотрудников по API: поиск — осинина, состояние — работают", ""),
        ("Карточка сотрудника по API", name),
        ("Список обучения по API: без отбора", ""),
        ("Запись об обучении по API", name),
        ("Запись об обучении по API", name),
        (f"Записанные на курс «{course}» по API", ""),
    ]


def test_a_stranger_to_the_person_finds_nobody_and_a_refusal_shows_nobody(
    client_of, neighbour, employee
):
    client = client_of(neighbour)
    assert client.get(reverse("api:employment-list")).json()["results"] == []
    assert client.get(reverse("api:employment-list"), {"age": "x"}).status_code == 400
    client.get(reverse("api:employee-detail", args=[employee.pk]))
    assert [what for what, _who in looks()] == ["Список сотрудников по API: состояние — работают"]


def test_only_ones_own_people_are_seen_among_the_registered(
    client_of, librarian, neighbour, course, employee
):
    register_people(course.pk, [employee], librarian)
    url = reverse("api:course-registrations", args=[course.pk])
    assert client_of(neighbour).get(url).json() == []
    assert looks() == []
    (told,) = client_of(librarian).get(url).json()
    assert (told["name"], told["post"]) == (employee.full_name, "библиотекарь")


def test_the_former_employer_keeps_the_card_of_the_last_day(client_of, librarian, head, employee):
    work = employee.employments.get()
    last = datetime.date(2026, 2, 1)
    dismiss(work.pk, until=last, version=work.version, by=head)
    TrainingFactory(employee=employee, title="Уже не у нас", ends_on=datetime.date(2026, 3, 1))
    url = reverse("api:employee-detail", args=[employee.pk])
    card = client_of(librarian).get(url).json()
    assert (card["kept_until"], card["trainings"]) == ("2026-02-01", [])
    assert [row["title"] for row in client_of(head).get(url).json()["trainings"]] == [
        "Уже не у нас"
    ]


def test_a_full_course_sends_to_the_waiting_list(client_of, librarian, library, whom):
    course = CourseFactory(capacity=1)
    url = reverse("api:course-registrations", args=[course.pk])
    client = client_of(librarian)
    client.post(url, whom, content_type=JSON)
    second = EmployeeFactory(library=library)
    answer = client.post(url, {"people": [second.pk]}, content_type=JSON).json()
    assert [row["state"] for row in answer] == ["registered", "waiting"]
    assert Registration.objects.count() == 2
    again = client.post(url, {"people": [second.pk]}, content_type=JSON)
    assert (again.status_code, list(again.json())) == (400, ["people"])


def test_too_short_a_programme_is_refused_by_its_field(client_of, librarian, learnt):
    url = reverse("api:training-list")
    answer = client_of(librarian).post(url, learnt | {"hours": 8}, content_type=JSON)
    assert (answer.status_code, list(answer.json())) == (400, ["hours"])
    assert not Training.objects.exists()


@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("employment-list", EmployeeFactory),
        ("vacancy-list", VacancyFactory),
        ("course-list", CourseFactory),
        ("training-list", TrainingFactory),
    ],
)
def test_lists_ask_the_same_few_questions_for_any_number(client_of, head, name, factory):
    assert_same_queries(client_of(head), reverse(f"api:{name}"), factory, at_most=8)


def test_the_card_tells_days_and_years_as_programs_read_them(client_of, head, employee, training):
    Employee.objects.filter(pk=employee.pk).update(born=YearOrDay(1985, datetime.date(1985, 3, 12)))
    employee.educations.update(finished=YearOrDay(2007))
    url = reverse("api:employee-detail", args=[employee.pk])
    card = client_of(head).get(url).json()
    assert (card["born"], card["educations"][0]["finished"]) == ("1985-03-12", "2007")
    assert count_queries(client_of(head), url) <= 12
