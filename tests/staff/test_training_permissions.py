"""Who gets which answer at the pages of learning; the neighbour never sees another's people."""

import datetime

import pytest

from common.imports.actions import read_import
from staff.imports.trainings import TRAINING as TRAINING_TABLE
from staff.models import Course, PlannedTraining, Registration, StaffImport, Training
from tests.battery import SIGN_IN, Case, battery
from tests.common import hostile
from tests.factories import CourseFactory, PlannedTrainingFactory, TrainingFactory

TODAY = datetime.date.today()


@pytest.fixture
def course(db) -> Course:
    return CourseFactory()


@pytest.fixture
def preparing(db) -> Course:
    return CourseFactory(state=Course.State.PREPARING)


@pytest.fixture
def registration(course, employee, librarian) -> Registration:
    return Registration.objects.create(
        course=course,
        employee=employee,
        state=Registration.State.REGISTERED,
        queued_at=datetime.datetime.now(datetime.UTC),
        registered_by=librarian,
    )


@pytest.fixture
def training(employee) -> Training:
    return TrainingFactory(employee=employee)


@pytest.fixture
def planned(organisation, employee) -> PlannedTraining:
    return PlannedTrainingFactory(organisation=organisation, employee=employee)


@pytest.fixture
def course_form() -> dict:
    return {
        "version": 1,
        "name": "Библиотечное краеведение",
        "kind": "upgrade",
        "organiser": "Областная научная библиотека",
        "starts_on": "2026-03-02",
        "ends_on": "2026-03-06",
        "hours": "36",
        "document_kind": "certificate",
    }


@pytest.fixture
def training_form() -> dict:
    return {
        "version": 1,
        "title": "Библиотечное краеведение",
        "kind": "seminar",
        "ends_on": "2026-03-06",
        "document_kind": "none",
    }


@pytest.fixture
def planned_form() -> dict:
    return {"version": 1, "kind": "upgrade", "theme": "Краеведение", "people": "2"}


@pytest.fixture
def training_import(librarian, employee) -> StaffImport:
    headings = ["Фамилия", "Имя", "Библиотека", "Чему обучена", "Вид", "Окончание"]
    learnt = ["Краеведение", "семинар", "06.03.2026"]
    code = employee.employments.get().library.code
    data = hostile.workbook(headings, [employee.last_name, employee.first_name, code, *learnt])
    return read_import(TRAINING_TABLE, data, "обучение.xlsx", librarian)


# stranger, neighbour, librarian, methodist, head, admin
PEOPLE = [SIGN_IN, 200, 200, 200, 200, 403]
OWN = [SIGN_IN, 404, 200, 200, 200, 403]
OWN_WRITES = [SIGN_IN, 404, 302, 302, 302, 403]
DEPARTMENT = [SIGN_IN, 403, 403, 200, 200, 403]
DEPARTMENT_WRITES = [SIGN_IN, 403, 403, 302, 302, 403]
COURSE = {"pk": "@course.pk"}
TRAINING = {"pk": "@training.pk"}
EMPLOYEE = {"pk": "@employee.pk"}
PLANNED = {"pk": "@planned.pk"}
PLAN_OF = {"year": 2026, "organisation": "@organisation.pk"}
VERSION = {"version": 1}
IMPORT = {"pk": "@training_import.pk"}
MINE = [SIGN_IN, 404, 200, 404, 404, 403]
MINE_WRITES = [SIGN_IN, 404, 302, 404, 404, 403]
# One row asks a question: the preview stands again, and nothing is written.
MINE_CONFIRMS = [SIGN_IN, 404, 200, 404, 404, 403]
SKIPPED = {"row-2": "skip"}
MARKS = {"document_on": ""}

test_permissions = battery(
    [
        Case("staff:course-list", PEOPLE, needs=["course"]),
        Case("staff:course", PEOPLE, COURSE, needs=["registration"]),
        Case("staff:course", [SIGN_IN, 404, 404, 200, 200, 403], {"pk": "@preparing.pk"}),
        Case("staff:course-create", DEPARTMENT),
        Case("staff:course-create", DEPARTMENT_WRITES, method="post", data="@course_form"),
        Case("staff:course-edit", DEPARTMENT, COURSE),
        Case("staff:course-edit", DEPARTMENT_WRITES, COURSE, method="post", data="@course_form"),
        Case("staff:course-open", DEPARTMENT_WRITES, COURSE, method="post", data=VERSION),
        Case("staff:course-cancel", DEPARTMENT_WRITES, COURSE, method="post", data=VERSION),
        Case("staff:course-register", PEOPLE, COURSE, needs=["library", "foreign_library"]),
        Case(
            "staff:course-register",
            OWN,
            COURSE,
            query={"organisation": "@organisation.pk"},
            needs=["employee"],
        ),
        Case(
            "staff:course-register",
            OWN_WRITES,
            COURSE,
            query={"organisation": "@organisation.pk"},
            method="post",
            data={"people": ["@employee.pk"]},
        ),
        Case("staff:course-attendance", DEPARTMENT, COURSE, needs=["registration"]),
        Case("staff:course-attendance", DEPARTMENT_WRITES, COURSE, method="post", data=MARKS),
        Case(
            "staff:registration-withdraw",
            OWN_WRITES,
            {"pk": "@registration.pk"},
            method="post",
        ),
        Case("staff:training-list", PEOPLE, needs=["training"]),
        Case("staff:training-list", PEOPLE, needs=["training"], htmx=True),
        Case("staff:training-export", PEOPLE, needs=["training"]),
        Case("staff:training-import", PEOPLE),
        Case("staff:training-import-template", PEOPLE),
        Case("staff:training-import-preview", MINE, IMPORT),
        Case("staff:training-import-faults", MINE, IMPORT),
        Case("staff:training-import-answer", MINE_WRITES, IMPORT, method="post", data=SKIPPED),
        Case("staff:training-import-confirm", MINE_CONFIRMS, IMPORT, method="post", data={}),
        Case("staff:training-import-cancel", MINE_WRITES, IMPORT, method="post", data={}),
        Case("staff:training", OWN, TRAINING),
        Case("staff:training-create", OWN, EMPLOYEE),
        Case("staff:training-create", OWN_WRITES, EMPLOYEE, method="post", data="@training_form"),
        Case("staff:training-edit", OWN, TRAINING),
        Case("staff:training-edit", OWN_WRITES, TRAINING, method="post", data="@training_form"),
        Case("staff:training-remove", OWN_WRITES, TRAINING, method="post", data=VERSION),
        Case("staff:training-restore", OWN_WRITES, TRAINING, method="post", data=VERSION),
        Case("staff:training-gaps", PEOPLE, needs=["employee"]),
        Case("staff:training-plan", PEOPLE, needs=["planned"]),
        Case("staff:planned-training-create", OWN, PLAN_OF, needs=["library"]),
        Case(
            "staff:planned-training-create",
            OWN_WRITES,
            PLAN_OF,
            needs=["library"],
            method="post",
            data="@planned_form",
        ),
        Case("staff:planned-training", OWN, PLANNED),
        Case("staff:planned-training", OWN, PLANNED, method="post", data={}),
        Case("staff:planned-training-edit", OWN, PLANNED),
        Case(
            "staff:planned-training-edit", OWN_WRITES, PLANNED, method="post", data="@planned_form"
        ),
        Case("staff:planned-training-remove", OWN_WRITES, PLANNED, method="post", data=VERSION),
        Case("staff:planned-training-restore", OWN_WRITES, PLANNED, method="post", data=VERSION),
    ]
)
