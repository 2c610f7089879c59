import pytest

from staff.models import Employee
from tests.battery import SIGN_IN, Case, battery
from tests.factories import EmployeeFactory


@pytest.fixture
def employee(library) -> Employee:
    return EmployeeFactory(library=library)


@pytest.fixture
def employee_form(library) -> dict:
    return {
        "version": 1,
        "last_name": "Петрова",
        "first_name": "Анна",
        "library": library.pk,
        "post": "методист",
        "rate": "1",
        "education": "higher",
    }


# stranger, neighbour, librarian, methodist, head, admin
PEOPLE = [SIGN_IN, 200, 200, 200, 200, 403]
OWN = [SIGN_IN, 404, 200, 200, 200, 403]
OWN_WRITES = [SIGN_IN, 404, 302, 302, 302, 403]
# The neighbour may add people, but not to another's library: the form says so.
ADDS = [SIGN_IN, 200, 302, 302, 302, 403]
EMPLOYEE = {"pk": "@employee.pk"}

test_permissions = battery(
    [
        Case("staff:employee-list", PEOPLE, needs=["employee"]),
        Case("staff:employee-list", PEOPLE, needs=["employee"], htmx=True),
        Case("staff:employee", OWN, EMPLOYEE),
        Case("staff:employee-create", PEOPLE),
        Case("staff:employee-create", ADDS, method="post", data="@employee_form"),
        Case("staff:employee-edit", OWN, EMPLOYEE),
        Case("staff:employee-edit", OWN_WRITES, EMPLOYEE, method="post", data="@employee_form"),
    ]
)
