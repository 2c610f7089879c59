import pytest

from publications.models import DepartmentPerson
from tests.battery import SIGN_IN, Case, battery, everyone

# stranger, neighbour, librarian, methodist, head, admin
HEAD_OPENS = [SIGN_IN, 403, 403, 403, 200, 403]
HEAD_WRITES = [SIGN_IN, 403, 403, 403, 302, 403]
PERSON = {"pk": "@colleague.pk"}
PERSON_FORM = {"version": "1", "name": "Зорина А. А.", "post": "методист", "position": "10"}


@pytest.fixture
def colleague(db) -> DepartmentPerson:
    return DepartmentPerson.objects.create(name="Зорина Анна", post="методист")


test_permissions = battery(
    [
        Case("department:department", everyone(200), needs=["colleague"]),
        Case("department:department-edit", HEAD_OPENS),
        Case(
            "department:department-edit",
            HEAD_WRITES,
            method="post",
            data={"version": "1", "about": "Мы помогаем библиотекам."},
        ),
        Case("department:person-add", HEAD_OPENS),
        Case("department:person-add", HEAD_WRITES, method="post", data=PERSON_FORM),
        Case("department:person-edit", HEAD_OPENS, PERSON),
        Case("department:person-edit", HEAD_WRITES, PERSON, method="post", data=PERSON_FORM),
        Case("department:person-remove", HEAD_WRITES, PERSON, method="post"),
    ]
)
