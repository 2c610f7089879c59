import datetime

import pytest

from common.imports.actions import read_import
from staff.imports.employees import STAFF
from staff.models import Award, Education, Leave, StaffImport
from tests.battery import SIGN_IN, Case, battery
from tests.common import hostile
from tests.factories import VacancyFactory


@pytest.fixture
def staff_import(librarian, library) -> StaffImport:
    headings = ["Фамилия", "Имя", "Библиотека", "Должность"]
    data = hostile.workbook(headings, ["Осинина", "Мария", library.name, "методист"])
    return read_import(STAFF, data, "кадры.xlsx", librarian)


@pytest.fixture
def work(employee):
    return employee.employments.get()


@pytest.fixture
def school(employee) -> Education:
    return employee.educations.get()


@pytest.fixture
def award(employee) -> Award:
    return Award.objects.create(employee=employee, level="region", title="Грамота")


@pytest.fixture
def leave(employee) -> Leave:
    since = datetime.date(2026, 1, 12)
    return Leave.objects.create(employee=employee, kind="childcare", since=since)


@pytest.fixture
def vacancy(library):
    return VacancyFactory(library=library)


@pytest.fixture
def card_form() -> dict:
    told = {"last_name": "Петрова", "first_name": "Анна"}
    return {"version": 1, **told, "work_break": "0", "library_break": "0"}


@pytest.fixture
def work_form(library) -> dict:
    told = {"library": library.name, "post": "методист", "rate": "0.5", "kind": "inner"}
    return {"version": 1, **told, "since": "2026-10-01", "until": "", "end_order": ""}


@pytest.fixture
def vacancy_form(library) -> dict:
    told = {"library": library.name, "post": "методист", "rate": "1", "opened_on": "2026-10-01"}
    return {"version": 1, **told}


# stranger, neighbour, librarian, methodist, head, admin
PEOPLE = [SIGN_IN, 200, 200, 200, 200, 403]
OWN = [SIGN_IN, 404, 200, 200, 200, 403]
OWN_WRITES = [SIGN_IN, 404, 302, 302, 302, 403]
# The neighbour may add people, but not to another's library: the form says so.
ADDS = [SIGN_IN, 200, 302, 302, 302, 403]
MINE = [SIGN_IN, 404, 200, 404, 404, 403]
MINE_WRITES = [SIGN_IN, 404, 302, 404, 404, 403]
IMPORT = {"pk": "@staff_import.pk"}
EMPLOYEE = {"pk": "@employee.pk"}
WORK = {"pk": "@work.pk"}
SCHOOL = {"kind": "education", "pk": "@school.pk"}
AWARD = {"kind": "award", "pk": "@award.pk"}
LEAVE = {"kind": "leave", "pk": "@leave.pk"}
VACANCY = {"pk": "@vacancy.pk"}
SEEN = {"version": 1}
SCHOOLED = {"version": 1, "level": "higher"}
AWARDED = {"version": 1, "level": "region", "title": "Грамота"}
AWAY = {"version": 1, "kind": "study", "since": "2026-02-02"}

test_permissions = battery(
    [
        Case("staff:employee-list", PEOPLE, needs=["employee"]),
        Case("staff:employee-list", PEOPLE, needs=["employee"], htmx=True),
        Case("staff:employee", OWN, EMPLOYEE),
        Case("staff:employee-export", PEOPLE),
        Case("staff:import", PEOPLE),
        Case("staff:import-template", PEOPLE),
        Case("staff:import-preview", MINE, IMPORT),
        Case("staff:import-faults", MINE, IMPORT),
        Case("staff:import-answer", MINE_WRITES, IMPORT, method="post", data={"row-2": "skip"}),
        Case("staff:import-confirm", MINE_WRITES, IMPORT, method="post", data={}),
        Case("staff:import-cancel", MINE_WRITES, IMPORT, method="post", data={}),
        Case("staff:employee-create", PEOPLE),
        Case("staff:employee-create", ADDS, method="post", data="@typed"),
        Case("staff:employee-create", OWN, query={"vacancy": "@vacancy.pk"}),
        Case("staff:employee-edit", OWN, EMPLOYEE),
        Case("staff:employee-edit", OWN_WRITES, EMPLOYEE, method="post", data="@card_form"),
        Case("staff:employment-create", OWN, EMPLOYEE),
        Case("staff:employment-create", OWN_WRITES, EMPLOYEE, method="post", data="@work_form"),
        Case("staff:employment-edit", OWN, WORK),
        Case("staff:employment-edit", OWN_WRITES, WORK, method="post", data="@work_form"),
        Case("staff:employment-transfer", OWN, WORK),
        Case("staff:employment-transfer", OWN_WRITES, WORK, method="post", data="@work_form"),
        Case("staff:employment-dismiss", OWN, WORK),
        Case(
            "staff:employment-dismiss",
            OWN_WRITES,
            WORK,
            method="post",
            data={"version": 1, "until": "2026-10-01"},
        ),
        Case("staff:detail-create", OWN, EMPLOYEE | {"kind": "education"}),
        Case("staff:detail-create", OWN, EMPLOYEE | {"kind": "leave"}),
        Case(
            "staff:detail-create",
            OWN_WRITES,
            EMPLOYEE | {"kind": "award"},
            method="post",
            data=AWARDED,
        ),
        Case("staff:detail-create", [SIGN_IN, *[404] * 4, 403], EMPLOYEE | {"kind": "diary"}),
        Case("staff:detail-edit", OWN, SCHOOL),
        Case("staff:detail-edit", OWN_WRITES, SCHOOL, method="post", data=SCHOOLED),
        Case("staff:detail-edit", OWN_WRITES, AWARD, method="post", data=AWARDED),
        Case("staff:detail-edit", OWN_WRITES, LEAVE, method="post", data=AWAY),
        Case("staff:detail-remove", OWN_WRITES, SCHOOL, method="post", data=SEEN),
        Case("staff:detail-remove", OWN_WRITES, AWARD, method="post", data=SEEN),
        Case("staff:detail-remove", OWN_WRITES, LEAVE, method="post", data=SEEN),
        Case("staff:leave-end", OWN_WRITES, {"pk": "@leave.pk"}, method="post", data=SEEN),
        Case("staff:vacancy-list", PEOPLE, needs=["vacancy"]),
        Case("staff:vacancy-list", PEOPLE, needs=["vacancy"], htmx=True),
        Case("staff:vacancy", OWN, VACANCY),
        Case("staff:vacancy-create", PEOPLE),
        Case("staff:vacancy-create", ADDS, method="post", data="@vacancy_form"),
        Case("staff:vacancy-edit", OWN, VACANCY),
        Case("staff:vacancy-edit", OWN_WRITES, VACANCY, method="post", data="@vacancy_form"),
        Case("staff:vacancy-close", OWN, VACANCY),
        Case(
            "staff:vacancy-close",
            OWN_WRITES,
            VACANCY,
            method="post",
            data={"version": 1, "closed_on": "2026-10-01"},
        ),
    ]
)
